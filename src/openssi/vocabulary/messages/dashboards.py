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
    "TOO_MANY_COUNTRIES": MultilingualText(
        "{count} countries were chosen; {most} can be shown at once. Please leave some out.",
        "{count} pays ont été choisis\u00a0; {most} peuvent être affichés à la fois. Veuillez en retirer.",
        "Se eligieron {count} países; se pueden mostrar {most} a la vez. Quite algunos.",
    ),
}
