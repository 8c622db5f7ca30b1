"""Messages of the dashboards."""

from openssi.vocabulary.text import MultilingualText

DASHBOARDS = {
    "DASHBOARD_UNKNOWN": MultilingualText(
        "There is no page “{page}”. Please choose one of: {known}.",
        "La page «\u00a0{page}\u00a0» n’existe pas. Veuillez choisir parmi\u00a0: {known}.",
        "No existe la página «{page}». Elija una de estas: {known}.",
    ),
    "DASHBOARD_FIGURE_UNKNOWN": MultilingualText(
        "The page {page} has no figure “{figure}”. Please choose one of: {known}.",
        "La page {page} n’a pas de figure «\u00a0{figure}\u00a0». Veuillez choisir parmi\u00a0: {known}.",
        "La página {page} no tiene ninguna figura «{figure}». Elija una de estas: {known}.",
    ),
    "DASHBOARD_FIGURE_NOT_DRAWN": MultilingualText(
        "The figure “{figure}” is a table and has no drawing. Please take it as one of: {known}.",
        "La figure «\u00a0{figure}\u00a0» est un tableau et n’a pas de dessin. Veuillez la prendre sous l’une de ces formes\u00a0: {known}.",
        "La figura «{figure}» es un cuadro y no tiene dibujo. Tómela en una de estas formas: {known}.",
    ),
    "DASHBOARD_FIGURE_EMPTY": MultilingualText(
        "The figure “{figure}” has nothing to show for these choices, so there is no file of it. Please choose another year or another place.",
        "La figure «\u00a0{figure}\u00a0» n’a rien à montrer pour ces choix\u00a0; il n’en existe donc pas de fichier. Veuillez choisir une autre année ou un autre lieu.",
        "La figura «{figure}» no tiene nada que mostrar con esta selección, por lo que no existe ningún archivo. Elija otro año u otro lugar.",
    ),
    "TOO_MANY_COUNTRIES": MultilingualText(
        "{count} countries were chosen; {most} can be shown at once. Please leave some out.",
        "{count} pays ont été choisis\u00a0; {most} peuvent être affichés à la fois. Veuillez en retirer.",
        "Se eligieron {count} países; se pueden mostrar {most} a la vez. Quite algunos.",
    ),
    "MAP_AREA_UNKNOWN": MultilingualText(
        "There is no country or area “{area}”. Please write one of the codes of regions/areas.csv.",
        "Aucun pays ni territoire n’a le code «\u00a0{area}\u00a0». Veuillez écrire l’un des codes de regions/areas.csv.",
        "Ningún país ni territorio tiene el código «{area}». Escriba uno de los códigos de regions/areas.csv.",
    ),
    "MAP_PLACE_OFF_THE_GLOBE": MultilingualText(
        "{key} is {number}; degrees lie between -{most} and {most}. Please correct it.",
        "{key} vaut {number}\u00a0; les degrés sont compris entre -{most} et {most}. Veuillez corriger.",
        "{key} es {number}; los grados están entre -{most} y {most}. Corríjalo.",
    ),
    "MAP_FILE_UNREADABLE": MultilingualText(
        "The file of outlines cannot be read: {problem}. Please make it anew, as docs/howto/map-policy.md says.",
        "Le fichier des contours est illisible\u00a0: {problem}. Veuillez le refaire, comme l’indique docs/howto/map-policy.md.",
        "El archivo de contornos no se puede leer: {problem}. Vuelva a crearlo, como indica docs/howto/map-policy.md.",
    ),
}
