refused: extension "citext" has no update path from version "1.6" to version "1.5"
