"""Reading tables of products: from a file of unknown making to parsed rows.

Nothing in here touches the database. `files` turns bytes into cells, `headings` finds out which
column is what, `cells` and `rows` turn cells into values or into reasons why not, `photos` opens the
ZIP of photos. `expo.importing` compares the rows with the booths and stores them.
"""
