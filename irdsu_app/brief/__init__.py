"""Le dépliant « La Politique de cohésion de la Ville »: the sheet, its diagrams, and presenting it live."""
