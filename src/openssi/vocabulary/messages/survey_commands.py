"""Messages of the commands of surveys."""

from openssi.vocabulary.text import MultilingualText

SURVEY_COMMANDS: dict[str, MultilingualText] = {
    "SURVEY_OUTPUT_UNWRITABLE": MultilingualText(
        "This file cannot be written ({problem}). Please name a place where you may write.",
        "Ce fichier ne peut pas être écrit ({problem}). Veuillez indiquer un emplacement où vous pouvez écrire.",
        "Este archivo no se puede escribir ({problem}). Indique un lugar donde pueda escribir.",
    ),
    "OUTPUT_IS_A_FOLDER": MultilingualText(
        "A folder has this name, so that no file can be written here. Please name a file in it, such as {example}.",
        "Un dossier porte ce nom ; aucun fichier ne peut donc être écrit ici. Veuillez indiquer un fichier dans ce dossier, par exemple {example}.",
        "Una carpeta tiene este nombre, por lo que aquí no se puede escribir un archivo. Indique un archivo dentro de ella, por ejemplo {example}.",
    ),
    "OUTPUT_FOLDER_MISSING": MultilingualText(
        "There is no folder “{folder}” to write this file into. Please either make it or name another place.",
        "Il n’existe pas de dossier « {folder} » où écrire ce fichier. Veuillez soit le créer, soit indiquer un autre emplacement.",
        "No existe la carpeta «{folder}» donde escribir este archivo. Créela o indique otro lugar.",
    ),
    "EXAMPLE_EXISTS": MultilingualText(
        "There is a file of this name already, and an example never takes the place of a file. Please either name another folder or move the file away.",
        "Un fichier de ce nom existe déjà, et un exemple ne remplace jamais un fichier. Veuillez soit indiquer un autre dossier, soit déplacer le fichier.",
        "Ya existe un archivo con este nombre, y un ejemplo nunca sustituye a un archivo. Indique otra carpeta o mueva el archivo.",
    ),
    "SURVEY_AGAINST_ALONE": MultilingualText(
        "Groups are to be compared with “{name}”, and no column makes groups. Please name the column with --by.",
        "Des groupes doivent être comparés à « {name} », et aucune colonne ne forme de groupes. Veuillez indiquer la colonne avec --by.",
        "Hay que comparar grupos con «{name}» y ninguna columna forma grupos. Indique la columna con --by.",
    ),
    "SURVEY_RELATIVE_ALONE": MultilingualText(
        "A change in per cent is asked for, and nothing to compare with. Please either name a group with --against or a column with --scenario, or leave --relative out.",
        "Une variation en pour cent est demandée, sans point de comparaison. Veuillez soit indiquer un groupe avec --against ou une colonne avec --scenario, soit omettre --relative.",
        "Se pide una variación en porcentaje sin nada con que comparar. Indique un grupo con --against o una columna con --scenario, u omita --relative.",
    ),
    "SURVEY_ITEM_UNKNOWN": MultilingualText(
        "“{item}” is no item of the table of context that an estimate can answer. Please choose one of {known}.",
        "« {item} » n’est pas un élément du tableau de contexte auquel une estimation peut répondre. Veuillez choisir l’un de {known}.",
        "«{item}» no es un elemento de la tabla de contexto al que pueda responder una estimación. Elija uno de {known}.",
    ),
    "SURVEY_ITEM_UNIT": MultilingualText(
        "{item} is asked for in “{item_unit}”, and this measure gives a figure of the kind “{unit}”. Please either choose another item or another measure.",
        "{item} est demandé en « {item_unit} », et cette mesure donne un chiffre de type « {unit} ». Veuillez soit choisir un autre élément, soit une autre mesure.",
        "{item} se pide en «{item_unit}», y esta medida da una cifra del tipo «{unit}». Elija otro elemento u otra medida.",
    ),
    "SURVEY_NOTHING_TO_SEND": MultilingualText(
        "The measure {measure} has no figure that may leave, so that nothing is sent. Please either look at it with survey estimate or choose another one.",
        "La mesure {measure} n’a pas de chiffre qui puisse sortir ; rien n’est donc envoyé. Veuillez soit l’examiner avec survey estimate, soit en choisir une autre.",
        "La medida {measure} no tiene una cifra que pueda salir, por lo que no se envía nada. Examínela con survey estimate o elija otra.",
    ),
    "SURVEY_WITHOUT_COUNTRY": MultilingualText(
        "The design names no country or no year. Please either add country and year to it, or give --area and --year.",
        "Le plan de sondage n’indique pas de pays ou d’année. Veuillez soit y ajouter country et year, soit donner --area et --year.",
        "El diseño no indica país o año. Añada country y year, o dé --area y --year.",
    ),
    "SURVEY_ONE_GROUP": MultilingualText(
        "The column {column} has the group “{name}” only, and nothing to compare it with. Please either name another column with --by, or leave --against out.",
        "La colonne {column} n’a que le groupe « {name} », et rien à quoi le comparer. Veuillez soit indiquer une autre colonne avec --by, soit omettre --against.",
        "La columna {column} solo tiene el grupo «{name}», y nada con que compararlo. Indique otra columna con --by u omita --against.",
    ),
    "SURVEY_SCENARIO_MISSING": MultilingualText(
        "Rows with no amount in the column “{column}”, which takes the place of welfare: {count}; this is the first. Both scenarios have to be of the same persons. Please either fill these rows, or name a column that has an amount in every row.",
        "Lignes sans montant dans la colonne « {column} », qui remplace le bien-être : {count} ; voici la première. Les deux scénarios doivent porter sur les mêmes personnes. Veuillez soit compléter ces lignes, soit nommer une colonne qui a un montant à chaque ligne.",
        "Filas sin importe en la columna «{column}», que sustituye al bienestar: {count}; esta es la primera. Los dos escenarios deben ser de las mismas personas. Complete esas filas, o indique una columna que tenga un importe en cada fila.",
    ),
    "SURVEY_NO_MEASURE": MultilingualText(
        "No measure is named. Please name at least one, such as gini; the list of measures has them all.",
        "Aucune mesure n’est indiquée. Veuillez en indiquer au moins une, par exemple gini ; la liste des mesures les contient toutes.",
        "No se indica ninguna medida. Indique al menos una, como gini; la lista de medidas las contiene todas.",
    ),
    "SURVEY_OPTION_WITHOUT_LINE": MultilingualText(
        "{name} is about a poverty line, and nothing that is asked for has one. Please either ask for a measure of poverty as well, such as {example}, or leave {name} out.",
        "{name} concerne un seuil de pauvreté, et rien de ce qui est demandé n’en a. Veuillez soit demander aussi une mesure de pauvreté, par exemple {example}, soit omettre {name}.",
        "{name} se refiere a una línea de pobreza, y nada de lo que se pide tiene una. Pida además una medida de pobreza, como {example}, u omita {name}.",
    ),
    "SURVEY_YEAR_UNFIT": MultilingualText(
        "{year} cannot be the year of a survey. Please write a year from {first} to {last}, in the design or with --year.",
        "{year} ne peut pas être l’année d’une enquête. Veuillez écrire une année de {first} à {last}, dans le plan de sondage ou avec --year.",
        "{year} no puede ser el año de una encuesta. Escriba un año de {first} a {last}, en el diseño o con --year.",
    ),
    "SURVEY_PERCENT": MultilingualText(
        "A relative line of {percent} per cent makes no sense. Please give a number above 0 and below 1000, such as 60.",
        "Un seuil relatif de {percent} pour cent n’a pas de sens. Veuillez donner un nombre supérieur à 0 et inférieur à 1000, par exemple 60.",
        "Una línea relativa del {percent} por ciento no tiene sentido. Dé un número mayor que 0 y menor que 1000, como 60.",
    ),
    "AT_SCALE_FILE": MultilingualText(
        "SQL reads Parquet files only. Please either give a Parquet file, or a folder of them, or leave --engine out.",
        "SQL ne lit que des fichiers Parquet. Veuillez soit donner un fichier Parquet, ou un dossier de tels fichiers, soit omettre --engine.",
        "SQL solo lee archivos Parquet. Dé un archivo Parquet, o una carpeta de ellos, u omita --engine.",
    ),
}
