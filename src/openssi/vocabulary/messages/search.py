"""Messages of the search and of the site as files."""

from openssi.vocabulary.text import MultilingualText

SEARCH = {
    "SEARCH_EMPTY": MultilingualText(
        "Nothing is searched for. Please name a code or words in q, such as q=C07 or q=old age.",
        "La recherche est vide. Veuillez indiquer un code ou des mots dans q, par exemple q=C07 ou q=vieillesse.",
        "La búsqueda está vacía. Indique un código o palabras en q, por ejemplo q=C07 o q=vejez.",
    ),
    "SEARCH_TOO_LONG": MultilingualText(
        "The question has {length} characters; at most {most} are read. Please shorten it.",
        "La question compte {length} caractères ; {most} au plus sont lus. Veuillez la raccourcir.",
        "La pregunta tiene {length} caracteres; se leen {most} como máximo. Acórtela.",
    ),
    "SITE_FOLDER_TAKEN": MultilingualText(
        "The folder holds other files, which would be replaced. Please name a new or empty folder, or one that"
        " openssi export site wrote.",
        "Le dossier contient d’autres fichiers, qui seraient remplacés. Veuillez indiquer un dossier nouveau ou vide, ou"
        " un dossier écrit par openssi export site.",
        "La carpeta contiene otros archivos, que serían reemplazados. Indique una carpeta nueva o vacía, o una escrita"
        " por openssi export site.",
    ),
    "SITE_FILE_UNWRITTEN": MultilingualText(
        "The file could not be written: {cause}. Please make room or allow writing there, then run the command again;"
        " the earlier files are untouched.",
        "Le fichier n’a pas pu être écrit : {cause}. Veuillez libérer de l’espace ou autoriser l’écriture, puis relancer"
        " la commande ; les fichiers antérieurs sont intacts.",
        "No se pudo escribir el archivo: {cause}. Libere espacio o permita escribir allí y repita la orden; los"
        " archivos anteriores están intactos.",
    ),
    "SITE_PAGE_REFUSED": MultilingualText(
        "The page {address} could not be made ({cause}). Please report it with its address; the earlier files are"
        " untouched.",
        "La page {address} n’a pas pu être établie ({cause}). Veuillez le signaler avec son adresse ; les fichiers"
        " antérieurs sont intacts.",
        "No se pudo elaborar la página {address} ({cause}). Comuníquelo con su dirección; los archivos anteriores están"
        " intactos.",
    ),
    "SITE_RELEASE_NOT_PUBLIC": MultilingualText(
        "The release {release} is not for everybody, and a folder of files cannot ask who reads it. Please choose a"
        " public release.",
        "La publication {release} n’est pas ouverte à tous, et un dossier de fichiers ne peut pas demander qui le lit."
        " Veuillez choisir une publication ouverte.",
        "La publicación {release} no está abierta a todos, y una carpeta de archivos no puede preguntar quién la lee."
        " Elija una publicación abierta.",
    ),
}
