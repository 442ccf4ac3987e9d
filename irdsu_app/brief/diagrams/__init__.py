"""The twelve diagrams of the sheet, drawn in SVG from the data of content/diagrams/."""
