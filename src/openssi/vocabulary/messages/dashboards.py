"""Messages of the dashboards."""

from openssi.vocabulary.text import MultilingualText

DASHBOARDS = {
    "DASHBOARD_UNKNOWN": MultilingualText(
        "There is no page “{page}”. Please choose one of: {known}.",
        "La page « {page} » n’existe pas. Veuillez choisir parmi : {known}.",
        "No existe la página «{page}». Elija una de estas: {known}.",
    ),
    "DASHBOARD_FIGURE_UNKNOWN": MultilingualText(
        "The page {page} has no figure “{figure}”. Please choose one of: {known}.",
        "La page {page} n’a pas de figure « {figure} ». Veuillez choisir parmi : {known}.",
        "La página {page} no tiene ninguna figura «{figure}». Elija una de estas: {known}.",
    ),
    "TOO_MANY_COUNTRIES": MultilingualText(
        "{count} countries were chosen; {most} can be shown at once. Please leave some out.",
        "{count} pays ont été choisis ; {most} peuvent être affichés à la fois. Veuillez en retirer.",
        "Se eligieron {count} países; se pueden mostrar {most} a la vez. Quite algunos.",
    ),
}
