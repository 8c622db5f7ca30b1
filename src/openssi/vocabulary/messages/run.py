"""Messages of the room `run`."""

from openssi.vocabulary.text import MultilingualText

RUN: dict[str, MultilingualText] = {
    "AREA_UNKNOWN": MultilingualText(
        "The workspace knows no country “{area}”. Please use a three-letter code such as: {known}.",
        "L’espace de travail ne connaît pas le pays « {area} ». Veuillez utiliser un code à trois lettres, par exemple : {known}.",
        "El espacio de trabajo no conoce el país «{area}». Use un código de tres letras, por ejemplo: {known}.",
    ),
    "NOTHING_TO_COMPUTE": MultilingualText(
        "No answers were accepted and no published series were loaded, so there is nothing to compute. Please either accept a submission or run “openssi load unsd FILE”.",
        "Aucune réponse n’a été acceptée et aucune série publiée n’a été chargée : il n’y a rien à calculer. Veuillez soit accepter une réponse, soit exécuter « openssi load unsd FICHIER ».",
        "No se ha aceptado ninguna respuesta ni se ha cargado ninguna serie publicada: no hay nada que calcular. Acepte una respuesta o ejecute «openssi load unsd ARCHIVO».",
    ),
    "NOTHING_RELEASED": MultilingualText(
        "Nothing was released yet. Please run “openssi release”.",
        "Rien n’a encore été publié. Veuillez exécuter « openssi release ».",
        "Todavía no se ha publicado nada. Ejecute «openssi release».",
    ),
    "FIGURE_UNKNOWN": MultilingualText(
        "The release holds no such figure. Please check the indicator and the year; years with a value of {indicator} for {area}: {years}.",
        "La publication ne contient pas ce chiffre. Veuillez vérifier l’indicateur et l’année ; années pour lesquelles {indicator} a une valeur pour {area} : {years}.",
        "La publicación no contiene esa cifra. Compruebe el indicador y el año; años con valor de {indicator} para {area}: {years}.",
    ),
    "INDICATOR_UNKNOWN": MultilingualText(
        "There is no indicator “{indicator}”. Please choose one of: {known}.",
        "L’indicateur « {indicator} » n’existe pas. Veuillez choisir parmi : {known}.",
        "No existe el indicador «{indicator}». Elija uno de estos: {known}.",
    ),
    "FILE_MISSING": MultilingualText(
        "There is no such file. Please check the name and the folder.",
        "Ce fichier n’existe pas. Veuillez vérifier le nom et le dossier.",
        "Ese archivo no existe. Compruebe el nombre y la carpeta.",
    ),
    "FILE_IS_FOLDER": MultilingualText(
        "This is a folder, and one file is read at a time. Please name the file in it.",
        "C’est un dossier, et un seul fichier est lu à la fois. Veuillez indiquer le fichier qu’il contient.",
        "Es una carpeta, y se lee un solo archivo cada vez. Indique el archivo que contiene.",
    ),
    "FILE_IS_ADDRESS": MultilingualText(
        "This is an address, and files of persons are read where they lie: nothing is fetched. Please save the file here first and name it.",
        "C’est une adresse, et les fichiers de personnes sont lus là où ils se trouvent : rien n’est téléchargé. Veuillez d’abord enregistrer le fichier ici, puis l’indiquer.",
        "Es una dirección, y los archivos de personas se leen donde están: no se descarga nada. Guarde primero el archivo aquí e indíquelo.",
    ),
    "FILE_CANNOT_OPEN": MultilingualText(
        "The file is there and cannot be opened ({reason}). Please either close the program that has it open, such as a spreadsheet, or ask for the right to read it.",
        "Le fichier existe mais ne peut pas être ouvert ({reason}). Veuillez soit fermer le programme qui l’utilise, par exemple un tableur, soit demander le droit de le lire.",
        "El archivo existe, pero no se puede abrir ({reason}). Cierre el programa que lo tiene abierto, por ejemplo una hoja de cálculo, o pida permiso para leerlo.",
    ),
    "FILE_IS_WORKBOOK": MultilingualText(
        "This is a workbook, as Excel and LibreOffice make them, and rows of persons are read from CSV. Please open it and save its sheet as “CSV UTF-8”.",
        "C’est un classeur, comme en produisent Excel et LibreOffice, alors que les lignes de personnes sont lues dans un CSV. Veuillez l’ouvrir et enregistrer sa feuille au format « CSV UTF-8 ».",
        "Es un libro de cálculo, como los de Excel y LibreOffice, y las filas de personas se leen de un CSV. Ábralo y guarde su hoja como «CSV UTF-8».",
    ),
    "FOLDER_MISSING": MultilingualText(
        "There is no such folder. Please check the name.",
        "Ce dossier n’existe pas. Veuillez vérifier le nom.",
        "Esa carpeta no existe. Compruebe el nombre.",
    ),
    "WORKBOOK_OTHER_VERSION": MultilingualText(
        "The workbook was made for version {found} of the questionnaire, and this round uses {expected}. Please write a new workbook with “openssi workbook” and copy the answers into it.",
        "Le classeur a été établi pour la version {found} du questionnaire, alors que ce cycle utilise la version {expected}. Veuillez créer un nouveau classeur avec « openssi workbook » et y recopier les réponses.",
        "El libro se elaboró para la versión {found} del cuestionario y esta ronda usa la {expected}. Cree un libro nuevo con «openssi workbook» y copie en él las respuestas.",
    ),
    "WORKBOOK_OF_UNKNOWN_COUNTRY": MultilingualText(
        "The workbook belongs to “{area}”, which is no country of this workspace. Please either name the right workspace with --workspace, or check that the right file was sent.",
        "Le classeur appartient à « {area} », qui n’est pas un pays de cet espace de travail. Veuillez soit indiquer le bon espace avec --workspace, soit vérifier que le bon fichier a été envoyé.",
        "El libro pertenece a «{area}», que no es un país de este espacio de trabajo. Indique el espacio correcto con --workspace o compruebe que se envió el archivo correcto.",
    ),
    "SUBMISSION_EXISTS": MultilingualText(
        "{submission} was already read from “{earlier}” at {read_at}, and this file differs from it. Please either keep the first one, or repeat the command with --replace; accepted vintages stay untouched.",
        "{submission} a déjà été lue à partir de « {earlier} » le {read_at}, et ce fichier en diffère. Veuillez soit garder le premier, soit relancer la commande avec --replace ; les versions acceptées restent inchangées.",
        "{submission} ya se leyó a partir de «{earlier}» el {read_at}, y este archivo difiere de él. Conserve el primero o repita el comando con --replace; las versiones aceptadas no cambian.",
    ),
    "SUBMISSION_UNKNOWN": MultilingualText(
        "No workbook was read for this country and year. Please run “openssi read FILE” first; read so far: {known}.",
        "Aucun classeur n’a été lu pour ce pays et cette année. Veuillez d’abord exécuter « openssi read FICHIER » ; lus jusqu’ici : {known}.",
        "No se ha leído ningún libro de este país y año. Ejecute primero «openssi read ARCHIVO»; leídos hasta ahora: {known}.",
    ),
    "FINDING_BLOCKS": MultilingualText(
        "Must be corrected before it is accepted. {message.en} {remedy.en} Rule {rule}.",
        "À corriger avant l’acceptation. {message.fr} {remedy.fr} Règle {rule}.",
        "Debe corregirse antes de aceptarse. {message.es} {remedy.es} Regla {rule}.",
    ),
    "FINDING_NEEDS_ANSWER": MultilingualText(
        "Please either correct or explain. {message.en} {remedy.en} Rule {rule}; an explanation is a note at the cell, or --explain {rule}=TEXT.",
        "Veuillez soit corriger, soit expliquer. {message.fr} {remedy.fr} Règle {rule} ; l’explication est une note à la cellule, ou --explain {rule}=TEXTE.",
        "Corrija o explique. {message.es} {remedy.es} Regla {rule}; la explicación es una nota en la celda, o --explain {rule}=TEXTO.",
    ),
    "EXPLANATION_UNFIT": MultilingualText(
        '“{text}” is no explanation. Please write it as RULE=TEXT, for example --explain "R066=Pensions paid abroad".',
        '« {text} » n’est pas une explication. Veuillez l’écrire sous la forme RÈGLE=TEXTE, par exemple --explain "R066=Pensions versées à l’étranger".',
        '«{text}» no es una explicación. Escríbala como REGLA=TEXTO, por ejemplo --explain "R066=Pensiones pagadas en el extranjero".',
    ),
    "EXPLANATION_WITHOUT_FINDING": MultilingualText(
        "Nothing was found by the rule {rule}, so there is nothing to explain. Please check its code; rules that ask for an answer here: {known}.",
        "La règle {rule} n’a rien relevé : il n’y a rien à expliquer. Veuillez vérifier son code ; règles qui appellent ici une réponse : {known}.",
        "La regla {rule} no ha encontrado nada, de modo que no hay nada que explicar. Compruebe su código; reglas que aquí piden una respuesta: {known}.",
    ),
    "REASON_UNKNOWN": MultilingualText(
        "“{reason}” is not a reason of the list {codelist}. Please write one of: {known}.",
        "« {reason} » n’est pas un motif de la liste {codelist}. Veuillez écrire l’un des suivants : {known}.",
        "«{reason}» no es un motivo de la lista {codelist}. Escriba uno de estos: {known}.",
    ),
    "WORKSPACE_IS_FICTIONAL": MultilingualText(
        "This workspace holds invented countries, and real figures are never put beside them. Please name another folder with --workspace.",
        "Cet espace de travail contient des pays inventés, et des chiffres réels ne sont jamais placés à côté d’eux. Veuillez indiquer un autre dossier avec --workspace.",
        "Este espacio de trabajo contiene países inventados, y junto a ellos nunca se ponen cifras reales. Indique otra carpeta con --workspace.",
    ),
    "SITE_MISSING": MultilingualText(
        "The site is not installed. Please install the whole package “openssi”.",
        "Le site n’est pas installé. Veuillez installer le paquet « openssi » en entier.",
        "El sitio no está instalado. Instale el paquete «openssi» completo.",
    ),
    "VALUE_NOT_ALLOWED": MultilingualText(
        "“{value}” is not possible for {option}. Please choose one of: {allowed}.",
        "« {value} » n’est pas possible pour {option}. Veuillez choisir parmi : {allowed}.",
        "«{value}» no es posible para {option}. Elija una de estas opciones: {allowed}.",
    ),
    "OPTION_NEEDS": MultilingualText(
        "{name} says something only together with {other}. Please either add {other} or leave {name} out.",
        "{name} n’a d’effet qu’avec {other}. Veuillez soit ajouter {other}, soit omettre {name}.",
        "{name} solo tiene efecto junto con {other}. Añada {other} u omita {name}.",
    ),
    "OPTION_NOT_WITH": MultilingualText(
        "{name} changes nothing beside {other}. Please leave one of the two out.",
        "{name} ne change rien à côté de {other}. Veuillez omettre l’une des deux options.",
        "{name} no cambia nada junto a {other}. Omita una de las dos opciones.",
    ),
    "OUTPUT_ENDING": MultilingualText(
        "The name of this file says another form than {form}, in which it would be written. Please either let it end in {ending}, or choose another form with --format ({allowed}).",
        "Le nom de ce fichier annonce un autre format que {form}, dans lequel il serait écrit. Veuillez soit le terminer par {ending}, soit choisir un autre format avec --format ({allowed}).",
        "El nombre de este archivo anuncia otro formato que {form}, en el que se escribiría. Haga que termine en {ending} o elija otro formato con --format ({allowed}).",
    ),
    "EXAMPLE_FAILS": MultilingualText(
        "Example {number} of {id} does not come true. Please either correct the example or the formula.",
        "L’exemple {number} de {id} ne se vérifie pas. Veuillez soit corriger l’exemple, soit la formule.",
        "El ejemplo {number} de {id} no se cumple. Corrija el ejemplo o la fórmula.",
    ),
    "SCHEME_UNKNOWN": MultilingualText(
        "{area} has no such scheme in the inventory of this round. Please choose among: {known}.",
        "{area} n’a pas ce régime dans l’inventaire de ce cycle. Veuillez choisir parmi : {known}.",
        "{area} no tiene ese régimen en el inventario de esta ronda. Elija entre: {known}.",
    ),
    "FOLDER_WITHOUT_WORKBOOKS": MultilingualText(
        "There is no .xlsx workbook in this folder. Please name the workbooks or the folder that holds them.",
        "Ce dossier ne contient aucun classeur .xlsx. Veuillez indiquer les classeurs ou le dossier qui les contient.",
        "En esta carpeta no hay ningún libro .xlsx. Indique los libros o la carpeta que los contiene.",
    ),
    "INVENTORY_EMPTY": MultilingualText(
        "No questionnaire of {area} was accepted yet, so its schemes are not known. Please read and accept one first.",
        "Aucun questionnaire de {area} n’a encore été accepté : ses régimes ne sont pas connus. Veuillez d’abord en lire et en accepter un.",
        "Aún no se ha aceptado ningún cuestionario de {area}, por lo que no se conocen sus regímenes. Lea y acepte uno primero.",
    ),
    "DATE_UNFIT": MultilingualText(
        "“{value}” is not a day. Please write {option} as year, month and day: 2024-01-31.",
        "« {value} » n’est pas un jour. Veuillez écrire {option} sous la forme année, mois, jour : 2024-01-31.",
        "«{value}» no es un día. Escriba {option} como año, mes y día: 2024-01-31.",
    ),
    "ITEM_UNKNOWN": MultilingualText(
        "{item} is no question of the questionnaire. Please choose a mnemonic of the codebook, such as L.AGE_M.",
        "{item} n’est pas une question du questionnaire. Veuillez choisir un mnémonique du dictionnaire des données, par exemple L.AGE_M.",
        "{item} no es una pregunta del cuestionario. Elija un nemónico del libro de códigos, por ejemplo L.AGE_M.",
    ),
    "REFERENCE_SCHEME_UNKNOWN": MultilingualText(
        "The reference scheme of the function {func} is {scheme}, which is not in the inventory of {year}. Please either correct L.REF_SCHEME or add the scheme; schemes of that year: {known}.",
        "Le régime de référence de la fonction {func} est {scheme}, qui ne figure pas dans l’inventaire de {year}. Veuillez soit corriger L.REF_SCHEME, soit ajouter le régime ; régimes de cette année : {known}.",
        "El régimen de referencia de la función {func} es {scheme}, que no figura en el inventario de {year}. Corrija L.REF_SCHEME o añada el régimen; regímenes de ese año: {known}.",
    ),
}
