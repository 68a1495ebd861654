from django.db import models
class Customer(models.Model):
    email = models.EmailField(unique=True)
class Order(models.Model):
    customer = models.ForeignKey(Customer, on_delete=models.CASCADE)
    total = models.DecimalField(max_digits=10, decimal_places=2)
    class Meta:
        constraints = [models.CheckConstraint(check=models.Q(total__gte=0), name="total_ok")]
