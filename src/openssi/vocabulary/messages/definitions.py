"""Messages of the room `definitions`."""

from openssi.vocabulary.text import MultilingualText

DEFINITIONS: dict[str, MultilingualText] = {
    "DEFINITION_NOT_YAML": MultilingualText(
        "The file is not valid YAML. In column {column} stands {found}. {problem}",
        "Le fichier n’est pas du YAML valide. À la colonne {column} se trouve {found}. {problem}",
        "El archivo no es YAML válido. En la columna {column} está {found}. {problem}",
    ),
    "DEFINITION_NOT_UTF8": MultilingualText(
        "A sign of this line is not written in UTF-8. Please save the file as plain text in UTF-8, as every editor can.",
        "Un caractère de cette ligne n’est pas écrit en UTF-8. Veuillez enregistrer le fichier comme texte brut en UTF-8, comme tout éditeur le permet.",
        "Un carácter de esta línea no está escrito en UTF-8. Guarde el archivo como texto sin formato en UTF-8, como permite cualquier editor.",
    ),
    "DEFINITION_KEY_TWICE": MultilingualText(
        "The key “{key}” stands here for the second time, first in row {first}. Please keep one of the two.",
        "La clé « {key} » figure ici pour la deuxième fois, d’abord à la ligne {first}. Veuillez n’en garder qu’une.",
        "La clave «{key}» aparece aquí por segunda vez, primero en la fila {first}. Conserve solo una de las dos.",
    ),
    "DEFINITION_EMPTY": MultilingualText(
        "The file is empty. Please either write its definitions or remove the file.",
        "Le fichier est vide. Veuillez soit y écrire ses définitions, soit le supprimer.",
        "El archivo está vacío. Escriba sus definiciones o elimine el archivo.",
    ),
    "DEFINITION_NOT_A_LIST": MultilingualText(
        "A list is expected here. Please write each member on a line of its own, beginning with a hyphen.",
        "Une liste est attendue ici. Veuillez écrire chaque élément sur sa propre ligne, précédé d’un tiret.",
        "Aquí se espera una lista. Escriba cada elemento en una línea propia, precedido de un guion.",
    ),
    "DEFINITION_NOT_A_MAPPING": MultilingualText(
        "Keys with values are expected here. Please write each as “key: value”.",
        "Des clés avec leurs valeurs sont attendues ici. Veuillez écrire chacune sous la forme « clé: valeur ».",
        "Aquí se esperan claves con sus valores. Escriba cada una como «clave: valor».",
    ),
    "DEFINITION_NOT_A_TEXT": MultilingualText(
        "“{key}” must be one text or number. Please write it on one line, in quotes if it contains a colon.",
        "« {key} » doit être un seul texte ou nombre. Veuillez l’écrire sur une ligne, entre guillemets s’il contient un deux-points.",
        "«{key}» debe ser un solo texto o número. Escríbalo en una línea, entre comillas si contiene dos puntos.",
    ),
    "DEFINITION_KEY_MISSING": MultilingualText(
        "The key “{key}” is missing. Please add it.",
        "La clé « {key} » est absente. Veuillez l’ajouter.",
        "Falta la clave «{key}». Añádala.",
    ),
    "DEFINITION_KEY_UNKNOWN": MultilingualText(
        "“{key}” is not a key that is known here. Please either correct it or remove it; known are: {allowed}.",
        "« {key} » n’est pas une clé connue ici. Veuillez soit la corriger, soit la supprimer ; sont connues : {allowed}.",
        "«{key}» no es una clave conocida aquí. Corríjala o elimínela; se conocen: {allowed}.",
    ),
    "DEFINITION_LANGUAGE_MISSING": MultilingualText(
        "“{key}” lacks a text in: {languages}. Please add it; every text exists in English, French and Spanish.",
        "« {key} » n’a pas de texte en : {languages}. Veuillez l’ajouter ; chaque texte existe en anglais, en français et en espagnol.",
        "«{key}» no tiene texto en: {languages}. Añádalo; cada texto existe en inglés, francés y español.",
    ),
    "DEFINITIONS_MISSING": MultilingualText(
        "There are no definitions in this folder: it holds no version.yaml. Please name the folder that holds it.",
        "Ce dossier ne contient pas de définitions : version.yaml n’y est pas. Veuillez indiquer le dossier qui le contient.",
        "En esta carpeta no hay definiciones: no contiene version.yaml. Indique la carpeta que lo contiene.",
    ),
    "TEXT_MISSING": MultilingualText(
        "The text “{key}” is not defined. This is a defect of OpenSSI: please report it with this message.",
        "Le texte « {key} » n’est pas défini. C’est un défaut d’OpenSSI : veuillez le signaler avec ce message.",
        "El texto «{key}» no está definido. Es un defecto de OpenSSI: comuníquelo con este mensaje.",
    ),
    "DEFINITION_FILE_MISSING": MultilingualText(
        "The file is missing. Please add it.",
        "Le fichier est absent. Veuillez l’ajouter.",
        "Falta el archivo. Añádalo.",
    ),
    "DEFINITION_COLUMNS_MISSING": MultilingualText(
        "These columns are missing: {columns}. Please add them to the first line.",
        "Il manque ces colonnes : {columns}. Veuillez les ajouter à la première ligne.",
        "Faltan estas columnas: {columns}. Añádalas a la primera línea.",
    ),
    "DEFINITION_NOT_WHOLE": MultilingualText(
        "“{text}” in the column {column} is not a whole number. Please correct it.",
        "« {text} », dans la colonne {column}, n’est pas un nombre entier. Veuillez le corriger.",
        "«{text}», en la columna {column}, no es un número entero. Corríjalo.",
    ),
    "DEFINITION_VALUE_UNKNOWN": MultilingualText(
        "“{value}” is not possible here. Please choose one of: {allowed}.",
        "« {value} » n’est pas possible ici. Veuillez choisir parmi : {allowed}.",
        "«{value}» no es posible aquí. Elija una de estas opciones: {allowed}.",
    ),
    "DEFINITION_ID_TWICE": MultilingualText(
        "The id “{id}” stands twice, first in {other}. Please give one of them another id; ids are never used again.",
        "L’identifiant « {id} » figure deux fois, d’abord dans {other}. Veuillez en donner un autre à l’un des deux ; un identifiant n’est jamais réutilisé.",
        "El identificador «{id}» aparece dos veces, primero en {other}. Dé otro a uno de los dos; un identificador nunca se reutiliza.",
    ),
    "DEFINITION_NOT_A_NUMBER": MultilingualText(
        "“{text}” is not a number, and “{key}” must be one. Please correct it.",
        "« {text} » n’est pas un nombre, or « {key} » doit en être un. Veuillez le corriger.",
        "«{text}» no es un número y «{key}» debe serlo. Corríjalo.",
    ),
    "RULE_SLOT_UNKNOWN": MultilingualText(
        "The text shows {slot}, which has no value in the rule {id}. Please either name it under “shown” or write one of: {known}.",
        "Le texte affiche {slot}, qui n’a pas de valeur dans la règle {id}. Veuillez soit le nommer sous « shown », soit écrire l’un des suivants : {known}.",
        "El texto muestra {slot}, que no tiene valor en la regla {id}. Indíquelo en «shown» o escriba uno de estos: {known}.",
    ),
    "RULE_TOLERANCE_UNFIT": MultilingualText(
        "The tolerance “{name}” of the rule {id} is not a number. Please write one, with a point for decimals.",
        "La tolérance « {name} » de la règle {id} n’est pas un nombre. Veuillez en écrire un, avec un point pour les décimales.",
        "La tolerancia «{name}» de la regla {id} no es un número. Escriba uno, con un punto para los decimales.",
    ),
    "RULE_NEEDS_EXAMPLES": MultilingualText(
        "The rule {id} needs an example that passes and one that does not. Please add what is missing.",
        "La règle {id} a besoin d’un exemple qui la respecte et d’un autre qui ne la respecte pas. Veuillez ajouter ce qui manque.",
        "La regla {id} necesita un ejemplo que la cumpla y otro que no. Añada lo que falta.",
    ),
    "DEFINITION_ITEM_UNKNOWN": MultilingualText(
        "It names {item}, which is no item of the questionnaire. Please either correct the name or define the item.",
        "{item} y est nommé, mais ce n’est pas une question du questionnaire. Veuillez soit corriger le nom, soit définir la question.",
        "Nombra {item}, que no es una pregunta del cuestionario. Corrija el nombre o defina la pregunta.",
    ),
    "DEFINITION_CODELIST_UNKNOWN": MultilingualText(
        "There is no code list {codelist}. Please either correct the name or add the file to definitions/codelists.",
        "La liste de codes {codelist} n’existe pas. Veuillez soit corriger le nom, soit ajouter le fichier à definitions/codelists.",
        "No existe la lista de códigos {codelist}. Corrija el nombre o añada el archivo a definitions/codelists.",
    ),
    "DEFINITION_MEMBERSHIP_UNKNOWN": MultilingualText(
        "{area} is said to belong to {group}, and one of the two is not defined. Please either correct the row or define what is missing.",
        "{area} est dit appartenir à {group}, mais l’un des deux n’est pas défini. Veuillez soit corriger la ligne, soit définir ce qui manque.",
        "Se dice que {area} pertenece a {group}, y uno de los dos no está definido. Corrija la fila o defina lo que falta.",
    ),
    "DEFINITION_MEMBERSHIP_TWICE": MultilingualText(
        "{area} is in {first} and in {second} of {grouping} at once, in {year}. Please either end one membership before the other begins or declare the grouping among the overlapping ones in publication.yaml.",
        "{area} est à la fois dans {first} et dans {second} de {grouping}, en {year}. Veuillez soit mettre fin à une appartenance avant que l’autre ne commence, soit déclarer {grouping} parmi les groupes qui se recoupent dans publication.yaml.",
        "{area} está a la vez en {first} y en {second} de {grouping}, en {year}. Termine una pertenencia antes de que empiece la otra o declare {grouping} entre los grupos que se solapan en publication.yaml.",
    ),
    "DEFINITION_MEMBERSHIP_YEARS": MultilingualText(
        "The membership of {area} in {group} cannot reach from {first} to {last}. Please correct one of the years.",
        "L’appartenance de {area} à {group} ne peut aller de {first} à {last}. Veuillez corriger l’une des années.",
        "La pertenencia de {area} a {group} no puede ir de {first} a {last}. Corrija uno de los años.",
    ),
    "DEFINITION_TILES_COLLIDE": MultilingualText(
        "{first} and {second} stand in the same square of the tile map. Please move one of them.",
        "{first} et {second} occupent la même case de la carte. Veuillez déplacer l’un des deux.",
        "{first} y {second} ocupan la misma casilla del mapa. Mueva uno de los dos.",
    ),
    "DEFINITION_SLOTS_DIFFER": MultilingualText(
        "The languages of “{key}” do not have the same slots in braces. Please make them agree.",
        "Les langues de « {key} » n’ont pas les mêmes emplacements entre accolades. Veuillez les harmoniser.",
        "Los idiomas de «{key}» no tienen los mismos huecos entre llaves. Haga que coincidan.",
    ),
    "DEFINITION_DIMENSIONS_COLLIDE": MultilingualText(
        "The breakdowns {first} and {second} stand in the same column of the key. Please keep one of them, or make two items.",
        "Les ventilations {first} et {second} occupent la même colonne de la clé. Veuillez soit n’en garder qu’une, soit faire deux questions.",
        "Los desgloses {first} y {second} ocupan la misma columna de la clave. Conserve uno solo o haga dos preguntas.",
    ),
    "DEFINITION_SUCCESSOR_OF_LIVING": MultilingualText(
        "It has the successor {item} but no “valid_to”. Please either say when it ended or remove the successor.",
        "Cette question a pour remplaçante {item}, mais pas de « valid_to ». Veuillez soit indiquer quand elle a pris fin, soit supprimer la remplaçante.",
        "Tiene la sucesora {item}, pero no «valid_to». Indique cuándo terminó o quite la sucesora.",
    ),
    "DEFINITION_SUCCESSOR_CYCLE": MultilingualText(
        "The successors lead back to where they began: {items}. Please remove one of them, so that the last item is one that is asked.",
        "Les remplacements reviennent à leur point de départ : {items}. Veuillez en supprimer un, de sorte que la dernière question soit posée.",
        "Las sucesiones vuelven a su punto de partida: {items}. Quite una, de modo que la última pregunta sea una que se hace.",
    ),
    "DEFINITION_STATES_INITIAL": MultilingualText(
        "A submission is opened in one state, and it must be said in which. Please write “initial: true” with exactly one state.",
        "Une réponse nationale s’ouvre dans un seul état, qui doit être indiqué. Veuillez écrire « initial: true » dans un état et un seul.",
        "Una respuesta nacional se abre en un solo estado, que debe indicarse. Escriba «initial: true» en un estado y solo en uno.",
    ),
    "DEFINITION_STATE_UNREACHABLE": MultilingualText(
        "No way leads to the state {state}. Please either declare a transition to it or remove the state.",
        "Aucun chemin ne mène à l’état {state}. Veuillez soit déclarer une transition vers lui, soit supprimer l’état.",
        "Ningún camino lleva al estado {state}. Declare una transición hacia él o elimine el estado.",
    ),
    "DEFINITION_STATE_UNDECLARED": MultilingualText(
        "A transition names the state {state}, which is not among the states. Please either declare the state or correct the transition.",
        "Une transition nomme l’état {state}, qui ne figure pas parmi les états. Veuillez soit déclarer l’état, soit corriger la transition.",
        "Una transición nombra el estado {state}, que no figura entre los estados. Declare el estado o corrija la transición.",
    ),
    "DEFINITION_CALENDAR_ORDER": MultilingualText(
        "The steps {steps} must follow each other in this order. Please correct their days.",
        "Les étapes {steps} doivent se suivre dans cet ordre. Veuillez en corriger les dates.",
        "Los pasos {steps} deben sucederse en este orden. Corrija sus fechas.",
    ),
}
