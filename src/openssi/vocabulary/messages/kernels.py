"""Messages of the compiled passes over large files."""

from openssi.vocabulary.text import MultilingualText

KERNELS: dict[str, MultilingualText] = {
    "LARGE_WITHOUT_NUMBA": MultilingualText(
        "The compiled passes for a file of {rows} rows need numba, which is not installed. Please either install it (pip install openssi[micro]), or take the exact path, which sorts the file and needs more time and memory.",
        "Les passages compilés pour un fichier de {rows} lignes ont besoin de numba, qui n’est pas installé. Veuillez soit l’installer (pip install openssi[micro]), soit suivre la voie exacte, qui trie le fichier et demande plus de temps et de mémoire.",
        "Las pasadas compiladas para un fichero de {rows} filas necesitan numba, que no está instalado. Instálelo (pip install openssi[micro]) o siga la vía exacta, que ordena el fichero y necesita más tiempo y memoria.",
    ),
}
