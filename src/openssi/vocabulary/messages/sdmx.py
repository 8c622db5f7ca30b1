"""Messages of the SDMX addresses: what a request asks that cannot be given, and what to change."""

from openssi.vocabulary.text import MultilingualText

SDMX: dict[str, MultilingualText] = {
    "SDMX_DATAFLOW_UNKNOWN": MultilingualText(
        "There is no dataflow “{dataflow}” in release {release}. Please choose one of: {known}.",
        "La publication {release} n’a pas de flux de données « {dataflow} ». Veuillez choisir parmi : {known}.",
        "No existe el flujo de datos «{dataflow}» en la publicación {release}. Elija uno de estos: {known}.",
    ),
    "SDMX_AGENCY_UNKNOWN": MultilingualText(
        "The agency “{agency}” maintains nothing here. Please write either {known} or all of them, which is * in the newer addresses and all in the older.",
        "L’agence « {agency} » ne gère rien ici. Veuillez écrire soit {known}, soit toutes, c’est-à-dire * dans les adresses récentes et all dans les anciennes.",
        "La agencia «{agency}» no mantiene nada aquí. Escriba {known} o bien todas, es decir, * en las direcciones nuevas y all en las antiguas.",
    ),
    "SDMX_VERSION_UNKNOWN": MultilingualText(
        "{dataflow} has no version “{version}” in release {release}. Please write either {known} or latest.",
        "{dataflow} n’a pas de version « {version} » dans la publication {release}. Veuillez écrire soit {known}, soit latest.",
        "{dataflow} no tiene la versión «{version}» en la publicación {release}. Escriba {known} o bien latest.",
    ),
    "SDMX_ONE_DATAFLOW": MultilingualText(
        "One request is answered with one dataflow, and this one asks for “{dataflow}”. Please ask for each of them alone: {known}.",
        "Une requête donne un seul flux de données, et celle-ci demande « {dataflow} ». Veuillez demander chacun séparément : {known}.",
        "Una consulta da un solo flujo de datos, y esta pide «{dataflow}». Pida cada uno por separado: {known}.",
    ),
    "SDMX_FLOW_UNREADABLE": MultilingualText(
        "“{text}” does not name a dataflow. Please write its id, or agency, id and version with commas: {example}.",
        "« {text} » ne désigne aucun flux de données. Veuillez écrire son identifiant, ou l’agence, l’identifiant et la version séparés par des virgules : {example}.",
        "«{text}» no designa ningún flujo de datos. Escriba su identificador, o la agencia, el identificador y la versión separados por comas: {example}.",
    ),
    "SDMX_KEY_LENGTH": MultilingualText(
        "The key “{key}” has {parts} parts, and {dataflow} has {dimensions} dimensions: {known}. Please write one part for each in this order with a dot between them, or ask for all series with {all}.",
        "La clé « {key} » compte {parts} parties, et {dataflow} a {dimensions} dimensions : {known}. Veuillez écrire une partie pour chacune dans cet ordre, séparées par un point, ou demander toutes les séries avec {all}.",
        "La clave «{key}» tiene {parts} partes, y {dataflow} tiene {dimensions} dimensiones: {known}. Escriba una parte por cada una en este orden, separadas por un punto, o pida todas las series con {all}.",
    ),
    "SDMX_KEY_UNREADABLE": MultilingualText(
        "“{part}” in the key is not a code: codes have letters, digits and the signs _ @ $ -. Please correct it, or write {all} for any code.",
        "« {part} », dans la clé, n’est pas un code : un code a des lettres, des chiffres et les signes _ @ $ -. Veuillez le corriger, ou écrire {all} pour n’importe quel code.",
        "«{part}», en la clave, no es un código: un código tiene letras, cifras y los signos _ @ $ -. Corríjalo, o escriba {all} para cualquier código.",
    ),
    "SDMX_COMPONENT_UNKNOWN": MultilingualText(
        "{dataflow} has no component “{component}”. Please choose one of: {known}.",
        "{dataflow} n’a pas de composante « {component} ». Veuillez choisir parmi : {known}.",
        "{dataflow} no tiene el componente «{component}». Elija uno de estos: {known}.",
    ),
    "SDMX_OPERATOR_UNKNOWN": MultilingualText(
        "“{operator}” cannot be asked of {component}. Please choose one of: {known}.",
        "« {operator} » ne s’applique pas à {component}. Veuillez choisir parmi : {known}.",
        "«{operator}» no se aplica a {component}. Elija uno de estos: {known}.",
    ),
    "SDMX_TEST_UNREADABLE": MultilingualText(
        "“{text}” is no condition. Please write values with a comma between alternatives, each with its operator where it has one: {example}.",
        "« {text} » n’est pas une condition. Veuillez écrire des valeurs, une virgule séparant les possibilités, chacune avec son opérateur s’il y en a un : {example}.",
        "«{text}» no es una condición. Escriba valores, con una coma entre las alternativas, cada uno con su operador si lo tiene: {example}.",
    ),
    "SDMX_NUMBER_UNREADABLE": MultilingualText(
        "“{value}” is no number, and {component} is one. Please write digits, with a point before decimals.",
        "« {value} » n’est pas un nombre, et {component} en est un. Veuillez écrire des chiffres, avec un point devant les décimales.",
        "«{value}» no es un número, y {component} lo es. Escriba cifras, con un punto antes de los decimales.",
    ),
    "SDMX_PERIOD_UNREADABLE": MultilingualText(
        "“{value}” is no period. Please write a year such as 2023; 2023-06, 2023-Q2, 2023-S1, 2023-W05 and 2023-06-30 are read as the year they lie in.",
        "« {value} » n’est pas une période. Veuillez écrire une année, par exemple 2023 ; 2023-06, 2023-Q2, 2023-S1, 2023-W05 et 2023-06-30 sont lus comme l’année où ils tombent.",
        "«{value}» no es un período. Escriba un año, por ejemplo 2023; 2023-06, 2023-Q2, 2023-S1, 2023-W05 y 2023-06-30 se leen como el año en que caen.",
    ),
    "SDMX_PERIODS_CROSSED": MultilingualText(
        "The first year asked for, {first}, is after the last, {last}. Please exchange them.",
        "La première année demandée, {first}, est postérieure à la dernière, {last}. Veuillez les inverser.",
        "El primer año pedido, {first}, es posterior al último, {last}. Intercámbielos.",
    ),
    "SDMX_MOMENT_UNREADABLE": MultilingualText(
        "“{value}” is no moment. Please write a date such as 2026-03-31, or a date and time such as 2026-03-31T12:00:00Z.",
        "« {value} » n’est pas un moment. Veuillez écrire une date, par exemple 2026-03-31, ou une date et une heure, par exemple 2026-03-31T12:00:00Z.",
        "«{value}» no es un momento. Escriba una fecha, por ejemplo 2026-03-31, o una fecha y una hora, por ejemplo 2026-03-31T12:00:00Z.",
    ),
    "SDMX_PARAMETER_UNKNOWN": MultilingualText(
        "These addresses have no parameter “{name}”. Please either remove it or choose one of: {known}.",
        "Ces adresses n’ont pas de paramètre « {name} ». Veuillez soit l’enlever, soit choisir parmi : {known}.",
        "Estas direcciones no tienen el parámetro «{name}». Quítelo o elija uno de estos: {known}.",
    ),
    "SDMX_PARAMETER_TWICE": MultilingualText(
        "The parameter “{name}” is given more than once. Please keep one of them.",
        "Le paramètre « {name} » est donné plus d’une fois. Veuillez n’en garder qu’un.",
        "El parámetro «{name}» se da más de una vez. Deje solo uno.",
    ),
    "SDMX_PARAMETERS_TOO_MANY": MultilingualText(
        "The address has more than {most} parameters. Please remove what is not needed; codes of one dimension stand in one parameter.",
        "L’adresse a plus de {most} paramètres. Veuillez retirer ceux qui sont inutiles ; les codes d’une dimension tiennent dans un seul paramètre.",
        "La dirección tiene más de {most} parámetros. Quite los que sobren; los códigos de una dimensión van en un solo parámetro.",
    ),
    "SDMX_VALUE_UNKNOWN": MultilingualText(
        "{name} cannot be “{value}”. Please choose one of: {known}.",
        "{name} ne peut pas être « {value} ». Veuillez choisir parmi : {known}.",
        "{name} no puede ser «{value}». Elija uno de estos: {known}.",
    ),
    "SDMX_NUMBER_OF_OBSERVATIONS": MultilingualText(
        "{name} is a number of observations, and “{value}” is none. Please write a whole number from 1 to {most}.",
        "{name} est un nombre d’observations, et « {value} » n’en est pas un. Veuillez écrire un nombre entier de 1 à {most}.",
        "{name} es un número de observaciones, y «{value}» no lo es. Escriba un número entero de 1 a {most}.",
    ),
    "SDMX_HISTORY_NOT_KEPT": MultilingualText(
        "Former values do not stand in one message: each release keeps its own. Please leave includeHistory out and ask for a release with release, or for a day with asOf.",
        "Les valeurs antérieures ne figurent pas dans un même message : chaque publication garde les siennes. Veuillez retirer includeHistory et demander une publication avec release, ou une date avec asOf.",
        "Los valores anteriores no figuran en un mismo mensaje: cada publicación conserva los suyos. Quite includeHistory y pida una publicación con release, o una fecha con asOf.",
    ),
    "SDMX_FORMAT_NOT_OFFERED": MultilingualText(
        "Data are not written as “{asked}”. Please accept one of: {known}.",
        "Les données ne sont pas écrites en « {asked} ». Veuillez accepter l’un des types suivants : {known}.",
        "Los datos no se escriben como «{asked}». Acepte uno de estos tipos: {known}.",
    ),
    "SDMX_CODE_NOT_THERE": MultilingualText(
        "{dataflow} has no observation whose {dimension} is {codes}. Please choose among those that it has: {known}.",
        "{dataflow} n’a aucune observation dont {dimension} soit {codes}. Veuillez choisir parmi ceux qu’il contient : {known}.",
        "{dataflow} no tiene ninguna observación cuyo {dimension} sea {codes}. Elija entre los que contiene: {known}.",
    ),
    "SDMX_YEARS_NOT_THERE": MultilingualText(
        "The series asked for have no observation in these years, but {observations} in {first} to {last}. Please ask for years in which they have some.",
        "Les séries demandées n’ont aucune observation dans ces années, mais {observations} de {first} à {last}. Veuillez demander des années où elles en ont.",
        "Las series pedidas no tienen ninguna observación en esos años, pero sí {observations} de {first} a {last}. Pida años en los que las tengan.",
    ),
    "SDMX_NO_RESULTS": MultilingualText(
        "No observation of {dataflow} fits everything that is asked, although it holds {observations} in {first} to {last}. Please ask for less at once: each of the codes occurs, but not with the others.",
        "Aucune observation de {dataflow} ne remplit toutes les conditions, bien qu’il en contienne {observations} de {first} à {last}. Veuillez en poser moins à la fois : chacun des codes existe, mais pas avec les autres.",
        "Ninguna observación de {dataflow} cumple todo lo que se pide, aunque contiene {observations} de {first} a {last}. Pida menos a la vez: cada uno de los códigos existe, pero no con los demás.",
    ),
    "SDMX_DATAFLOW_EMPTY": MultilingualText(
        "{dataflow} holds no observation in release {release}. Please choose another dataflow or another release.",
        "{dataflow} ne contient aucune observation dans la publication {release}. Veuillez choisir un autre flux de données ou une autre publication.",
        "{dataflow} no contiene ninguna observación en la publicación {release}. Elija otro flujo de datos u otra publicación.",
    ),
    "SDMX_TOO_LARGE": MultilingualText(
        "The answer would hold {observations} observations, and one message of {format} holds {most} at most. Please either ask for fewer series or years, or take a format of any length: {known}.",
        "La réponse compterait {observations} observations, et un message {format} en contient {most} au plus. Veuillez soit demander moins de séries ou d’années, soit prendre un format sans limite de longueur : {known}.",
        "La respuesta tendría {observations} observaciones, y un mensaje {format} admite {most} como máximo. Pida menos series o años, o elija un formato sin límite de longitud: {known}.",
    ),
    "SDMX_METHOD_UNKNOWN": MultilingualText(
        "These addresses are read with GET or HEAD, not with {method}. Please write the question into the address.",
        "Ces adresses se lisent avec GET ou HEAD, et non avec {method}. Veuillez écrire la question dans l’adresse.",
        "Estas direcciones se leen con GET o HEAD, no con {method}. Escriba la consulta en la dirección.",
    ),
    "SDMX_ADDRESS_UNKNOWN": MultilingualText(
        "Nothing is found under this address. Please write one of these: {known}.",
        "Rien ne se trouve à cette adresse. Veuillez en écrire une de celles-ci : {known}.",
        "No hay nada en esta dirección. Escriba una de estas: {known}.",
    ),
    "SDMX_FAILED": MultilingualText(
        "The request could not be answered because of a defect of this site. Please tell whoever runs it, with the address and the time.",
        "La requête n’a pas pu recevoir de réponse, en raison d’un défaut de ce site. Veuillez le signaler à son responsable, avec l’adresse et l’heure.",
        "No se ha podido responder a la consulta por un defecto de este sitio. Comuníquelo a quien lo administra, con la dirección y la hora.",
    ),
}
