"""Messages of the layout of ILOSTAT and of the statistical packages."""

from openssi.vocabulary.text import MultilingualText

ILOSTAT: dict[str, MultilingualText] = {
    "ILOSTAT_ID_UNKNOWN": MultilingualText(
        "The release has no dataset “{id}” in the layout of ILOSTAT. The nearest ids are: {known}. Please choose one of them, or read the table of contents (/bulk/indicator/table_of_contents_en.csv).",
        "La publication ne contient pas de jeu de données « {id} » dans la présentation d’ILOSTAT. Identifiants les plus proches : {known}. Veuillez choisir l’un d’eux, ou lire la table des matières (/bulk/indicator/table_of_contents_fr.csv).",
        "La publicación no tiene ningún conjunto de datos «{id}» con el formato de ILOSTAT. Los identificadores más parecidos son: {known}. Elija uno de ellos o consulte el índice (/bulk/indicator/table_of_contents_es.csv).",
    ),
    "ILOSTAT_AREA_UNKNOWN": MultilingualText(
        "The release has no values of “{area}”. The nearest codes are: {known}. Please choose one of them, or read the table of contents by area (/bulk/ref_area/table_of_contents_en.csv).",
        "La publication ne contient aucune valeur pour « {area} ». Codes les plus proches : {known}. Veuillez choisir l’un d’eux, ou lire la table des matières par zone (/bulk/ref_area/table_of_contents_fr.csv).",
        "La publicación no tiene valores de «{area}». Los códigos más parecidos son: {known}. Elija uno de ellos o consulte el índice por área (/bulk/ref_area/table_of_contents_es.csv).",
    ),
    "ILOSTAT_NO_ROWS": MultilingualText(
        "No row of {ids} fits {filters}. Please either leave out one of these parameters, or look up its codes (/bulk/dic/).",
        "Aucune ligne de {ids} ne répond à {filters}. Veuillez soit retirer l’un de ces paramètres, soit en vérifier les codes (/bulk/dic/).",
        "Ninguna fila de {ids} cumple {filters}. Quite alguno de estos parámetros o consulte sus códigos (/bulk/dic/).",
    ),
    "ILOSTAT_PARAMETER_NOT_KNOWN": MultilingualText(
        "There is no parameter “{name}” here, so nothing is sent. Please use only these: {known}.",
        "Il n’y a pas ici de paramètre « {name} » ; rien n’est envoyé. Veuillez n’utiliser que ceux-ci : {known}.",
        "Aquí no hay ningún parámetro «{name}», por lo que no se envía nada. Use solo estos: {known}.",
    ),
    "ILOSTAT_YEAR_NOT_READ": MultilingualText(
        "“{value}” is no year. Please write {name} as a year of four digits, such as 2020.",
        "« {value} » n’est pas une année. Veuillez écrire {name} comme une année de quatre chiffres, par exemple 2020.",
        "«{value}» no es un año. Escriba {name} como un año de cuatro cifras, por ejemplo 2020.",
    ),
    "DATASET_TOO_LONG": MultilingualText(
        "The dataset has {rows} observations, and a file of a statistical package holds at most {most} here. Please either ask for fewer countries, indicators or years, or choose csv or parquet, which have no such limit.",
        "Le jeu de données compte {rows} observations, et un fichier de logiciel statistique en contient ici {most} au plus. Veuillez soit demander moins de pays, d’indicateurs ou d’années, soit choisir csv ou parquet, qui n’ont pas cette limite.",
        "El conjunto de datos tiene {rows} observaciones, y un archivo de un paquete estadístico admite aquí {most} como máximo. Pida menos países, indicadores o años, o elija csv o parquet, que no tienen ese límite.",
    ),
    "DATASET_TEXT_TOO_LONG": MultilingualText(
        "A text has {length} characters, and this format holds {most}; it is not cut. Please choose csv or parquet, which have no such limit.",
        "Un texte compte {length} caractères, et ce format en contient {most} ; il n’est pas tronqué. Veuillez choisir csv ou parquet, qui n’ont pas cette limite.",
        "Un texto tiene {length} caracteres, y este formato admite {most}; no se corta. Elija csv o parquet, que no tienen ese límite.",
    ),
    "VARIABLE_NAME_TOO_LONG": MultilingualText(
        "The concept {name} gives a name of a variable of more than {most} characters, which Stata does not allow. Please shorten its id in definitions/dataflows.yaml.",
        "Le concept {name} donne un nom de variable de plus de {most} caractères, que Stata n’accepte pas. Veuillez raccourcir son identifiant dans definitions/dataflows.yaml.",
        "El concepto {name} da un nombre de variable de más de {most} caracteres, que Stata no admite. Acorte su identificador en definitions/dataflows.yaml.",
    ),
}
