"""Messages of a release that is opened in a notebook."""

from openssi.vocabulary.text import MultilingualText

OPENED_RELEASE: dict[str, MultilingualText] = {
    "FOLDER_WITHOUT_RELEASE": MultilingualText(
        "This folder is neither a workspace nor a release. Please name either the folder of a workspace, which holds workspace.json, or that of one release, which holds manifest.json.",
        "Ce dossier n’est ni un espace de travail ni une publication. Veuillez indiquer soit le dossier d’un espace de travail, qui contient workspace.json, soit celui d’une publication, qui contient manifest.json.",
        "Esta carpeta no es ni un espacio de trabajo ni una publicación. Indique la carpeta de un espacio de trabajo, que contiene workspace.json, o la de una publicación, que contiene manifest.json.",
    ),
    "COUNTRY_NOT_IN_RELEASE": MultilingualText(
        "The release knows no country “{country}”. Please use a three-letter code or a name such as: {known}.",
        "La publication ne connaît pas le pays « {country} ». Veuillez utiliser un code à trois lettres ou un nom, par exemple : {known}.",
        "La publicación no conoce el país «{country}». Use un código de tres letras o un nombre, por ejemplo: {known}.",
    ),
    "INDICATOR_NOT_AGGREGATED": MultilingualText(
        '{indicator} has no weight, so groups of countries have no value of it. Please either use its countries, release.indicator("{indicator}"), or choose an indicator that release.indicators() marks as aggregated.',
        '{indicator} n’a pas de pondération : les groupes de pays n’en ont pas de valeur. Veuillez soit utiliser ses pays, release.indicator("{indicator}"), soit choisir un indicateur que release.indicators() signale comme agrégé.',
        '{indicator} no tiene ponderación, por lo que los grupos de países no tienen valor. Use sus países, release.indicator("{indicator}"), o elija un indicador que release.indicators() señale como agregado.',
    ),
    "INDICATOR_OF_COUNTRIES_ONLY": MultilingualText(
        '{indicator} has no formula for single schemes or benefits. Please use its countries, release.indicator("{indicator}").',
        '{indicator} n’a pas de formule pour les régimes ou prestations pris séparément. Veuillez utiliser ses pays, release.indicator("{indicator}").',
        '{indicator} no tiene fórmula para regímenes o prestaciones por separado. Use sus países, release.indicator("{indicator}").',
    ),
    "LIBRARY_MISSING": MultilingualText(
        "{what} needs {library}, which is not installed. Please either install it (pip install {library}) or use to_arrow().",
        "{what} a besoin de {library}, qui n’est pas installé. Veuillez soit l’installer (pip install {library}), soit utiliser to_arrow().",
        "{what} necesita {library}, que no está instalado. Instálelo (pip install {library}) o use to_arrow().",
    ),
}
