"""Messages of surveys: their design files, their rows, their estimates."""

from openssi.vocabulary.text import MultilingualText

MICRODATA: dict[str, MultilingualText] = {
    "SURVEY_DESIGN_NOT_TEXT": MultilingualText(
        "The design file is no text in UTF-8. Please save it as UTF-8, as every editor can.",
        "Le fichier du plan de sondage n’est pas un texte en UTF-8. Veuillez l’enregistrer en UTF-8, comme tout éditeur le permet.",
        "El archivo del diseño no es un texto en UTF-8. Guárdelo en UTF-8, como permite cualquier editor.",
    ),
    "SURVEY_KEY_UNKNOWN": MultilingualText(
        "“{key}” is no key of a design file. The nearest is “{nearest}”. Please either correct it or take it out; keys known here: {known}.",
        "« {key} » n’est pas une clé d’un fichier de plan de sondage. La plus proche est « {nearest} ». Veuillez soit la corriger, soit la retirer ; clés connues ici : {known}.",
        "«{key}» no es una clave de un archivo de diseño. La más parecida es «{nearest}». Corríjala o quítela; claves conocidas aquí: {known}.",
    ),
    "SURVEY_ROLE_MISSING": MultilingualText(
        "The key “{key}” is missing, and nothing can be estimated without it. Please add it, as docs/howto/describe-a-survey.md shows.",
        "La clé « {key} » manque, et rien ne peut être estimé sans elle. Veuillez l’ajouter, comme le montre docs/howto/describe-a-survey.md.",
        "Falta la clave «{key}» y sin ella no se puede estimar nada. Añádala, como muestra docs/howto/describe-a-survey.md.",
    ),
    "SURVEY_VALUE_NOT_A_NUMBER": MultilingualText(
        "“{value}” is not a number that fits {key}. Please write one with digits and a decimal point.",
        "« {value} » n’est pas un nombre qui convient à {key}. Veuillez en écrire un avec des chiffres et un point décimal.",
        "«{value}» no es un número adecuado para {key}. Escriba uno con cifras y punto decimal.",
    ),
    "SURVEY_VALUE_NOT_POSITIVE": MultilingualText(
        "{key} is “{value}” and has to be above zero. Please correct it.",
        "{key} vaut « {value} » et doit être supérieur à zéro. Veuillez le corriger.",
        "{key} es «{value}» y debe ser mayor que cero. Corríjalo.",
    ),
    "SURVEY_SIZE_NEEDED": MultilingualText(
        "The size of households is not known: rows are households, or a transfer is one of the household. Please either name the column with the key “size” (or “household” where rows are persons) or correct “rows” and “per”.",
        "La taille des ménages n’est pas connue : les lignes sont des ménages, ou un transfert est celui du ménage. Veuillez soit indiquer la colonne avec la clé « size » (ou « household » si les lignes sont des personnes), soit corriger « rows » et « per ».",
        "No se conoce el tamaño de los hogares: las filas son hogares, o una transferencia es del hogar. Indique la columna con la clave «size» (o «household» si las filas son personas) o corrija «rows» y «per».",
    ),
    "SURVEY_FPC_STAGES": MultilingualText(
        "“fpc” names {fpc} columns and “psu” {psu}: each stage has one of either. Please name as many columns in “psu” as in “fpc”.",
        "« fpc » indique {fpc} colonnes et « psu » {psu} : chaque degré en a une de chaque. Veuillez indiquer autant de colonnes dans « psu » que dans « fpc ».",
        "«fpc» nombra {fpc} columnas y «psu» {psu}: cada etapa tiene una de cada una. Nombre en «psu» tantas columnas como en «fpc».",
    ),
    "SURVEY_AGE_GROUPS": MultilingualText(
        "Groups of age are the first ages of the groups after the first, whole years that rise: [15, 65] makes 0-14, 15-64 and 65+. Please correct the list.",
        "Les groupes d’âges sont les premiers âges des groupes après le premier, en années entières et croissantes : [15, 65] donne 0-14, 15-64 et 65+. Veuillez corriger la liste.",
        "Los grupos de edad son las primeras edades de los grupos después del primero, en años enteros y crecientes: [15, 65] da 0-14, 15-64 y 65+. Corrija la lista.",
    ),
    "SURVEY_SIGNS_SAME": MultilingualText(
        "“{sign}” is both the decimal sign and the sign between thousands. Please correct “decimal” or “thousands”.",
        "« {sign} » est à la fois le signe décimal et le séparateur de milliers. Veuillez corriger « decimal » ou « thousands ».",
        "«{sign}» es a la vez el signo decimal y el separador de miles. Corrija «decimal» o «thousands».",
    ),
    "SURVEY_REPLICATES_WITHOUT_ID": MultilingualText(
        "Replicate weights in a second file are joined by an identifier, and none is named. Please add “id” with a column that both files have.",
        "Les poids de réplication d’un second fichier sont rapprochés par un identifiant, et aucun n’est indiqué. Veuillez ajouter « id » avec une colonne présente dans les deux fichiers.",
        "Los pesos replicados de un segundo archivo se unen por un identificador y no se indica ninguno. Añada «id» con una columna que tengan ambos archivos.",
    ),
    "SURVEY_FAY_RHO": MultilingualText(
        "The factor of Fay is {rho} and has to be at least 0 and below 1. Please correct “rho”; 0.5 is usual.",
        "Le facteur de Fay est {rho} et doit être au moins égal à 0 et inférieur à 1. Veuillez corriger « rho » ; 0.5 est habituel.",
        "El factor de Fay es {rho} y debe ser al menos 0 y menor que 1. Corrija «rho»; 0.5 es lo habitual.",
    ),
    "SURVEY_WITHOUT_DATA": MultilingualText(
        "No data file is named. Please either give it in the command or write “file” into the design file.",
        "Aucun fichier de données n’est indiqué. Veuillez soit le donner dans la commande, soit écrire « file » dans le fichier de plan de sondage.",
        "No se indica ningún archivo de datos. Dé su nombre en la orden o escriba «file» en el archivo de diseño.",
    ),
    "SURVEY_FORMAT_UNKNOWN": MultilingualText(
        "The ending of the file is none that can be read. Please save it as .csv, .csv.gz, .parquet, .dta, .sav or .zsav.",
        "L’extension du fichier n’est pas de celles qui peuvent être lues. Veuillez l’enregistrer en .csv, .csv.gz, .parquet, .dta, .sav ou .zsav.",
        "La extensión del archivo no es de las que se pueden leer. Guárdelo como .csv, .csv.gz, .parquet, .dta, .sav o .zsav.",
    ),
    "SURVEY_UNREADABLE": MultilingualText(
        "The file cannot be read as what its ending says: {problem}. Please either save it anew or, for CSV, state “delimiter” and “encoding” in the design file.",
        "Le fichier ne peut pas être lu selon son extension : {problem}. Veuillez soit l’enregistrer à nouveau, soit, pour un CSV, préciser « delimiter » et « encoding » dans le fichier de plan de sondage.",
        "El archivo no se puede leer según su extensión: {problem}. Guárdelo de nuevo o, si es CSV, indique «delimiter» y «encoding» en el archivo de diseño.",
    ),
    "SURVEY_EMPTY": MultilingualText(
        "The file holds no rows. Please check that it was written to its end and is the right one.",
        "Le fichier ne contient aucune ligne. Veuillez vérifier qu’il a été écrit jusqu’au bout et que c’est le bon.",
        "El archivo no contiene filas. Compruebe que se escribió hasta el final y que es el correcto.",
    ),
    "SURVEY_COLUMN_TWICE": MultilingualText(
        "The file has several columns called “{column}”, and nobody knows which is meant. Please rename all but one.",
        "Le fichier a plusieurs colonnes nommées « {column} » : on ne sait laquelle est visée. Veuillez les renommer toutes sauf une.",
        "El archivo tiene varias columnas llamadas «{column}» y no se sabe cuál es la indicada. Cambie el nombre de todas menos una.",
    ),
    "SURVEY_ENCODING": MultilingualText(
        "The texts of the file are not in {encoding}. Please either save it as UTF-8 or write in the design file how it was saved, such as “encoding: cp1252”, which many files of Excel, Stata and SPSS are.",
        "Les textes du fichier ne sont pas en {encoding}. Veuillez soit l’enregistrer en UTF-8, soit écrire dans le fichier de plan de sondage comment il a été enregistré, par exemple « encoding: cp1252 », comme le sont beaucoup de fichiers d’Excel, de Stata et de SPSS.",
        "Los textos del archivo no están en {encoding}. Guárdelo en UTF-8 o escriba en el archivo de diseño cómo se guardó, por ejemplo «encoding: cp1252», como lo están muchos archivos de Excel, Stata y SPSS.",
    ),
    "SURVEY_ROW_UNEVEN": MultilingualText(
        "The header names {columns} columns, and a row has {found} values. Please either correct that row, take out lines above the header or, if the columns are separated by another sign, write it under “delimiter” in the design file.",
        "L’en-tête nomme {columns} colonnes et une ligne a {found} valeurs. Veuillez soit corriger cette ligne, soit retirer les lignes au-dessus de l’en-tête, soit, si les colonnes sont séparées par un autre signe, l’indiquer sous « delimiter » dans le fichier de plan de sondage.",
        "El encabezado nombra {columns} columnas y una fila tiene {found} valores. Corrija esa fila, quite las líneas que estén sobre el encabezado o, si las columnas están separadas por otro signo, indíquelo en «delimiter» en el archivo de diseño.",
    ),
    "SURVEY_COLUMN_UNKNOWN": MultilingualText(
        "The file has no column “{column}”. The nearest is “{nearest}”. Please correct the name, in capitals and small letters as the file has it; columns: {known}.",
        "Le fichier n’a pas de colonne « {column} ». La plus proche est « {nearest} ». Veuillez corriger le nom, en respectant majuscules et minuscules ; colonnes : {known}.",
        "El archivo no tiene la columna «{column}». La más parecida es «{nearest}». Corrija el nombre, respetando mayúsculas y minúsculas; columnas: {known}.",
    ),
    "SURVEY_TEXT_IN_NUMBERS": MultilingualText(
        "“{value}” stands in the column {column}, which holds numbers. Please either correct it, declare it among “missing_codes”, or state in the design file the decimal sign with “decimal” and the sign between thousands with “thousands”.",
        "« {value} » figure dans la colonne {column}, qui contient des nombres. Veuillez soit le corriger, soit le déclarer dans « missing_codes », soit préciser dans le fichier de plan de sondage le signe décimal avec « decimal » et le séparateur de milliers avec « thousands ».",
        "«{value}» figura en la columna {column}, que contiene números. Corríjalo, declárelo en «missing_codes» o indique en el archivo de diseño el signo decimal con «decimal» y el separador de miles con «thousands».",
    ),
    "SURVEY_NOT_NUMBERS": MultilingualText(
        "The column {column} holds values of the kind {type} and numbers are needed. Please either name another column or turn it into numbers.",
        "La colonne {column} contient des valeurs du type {type}, alors que des nombres sont nécessaires. Veuillez soit indiquer une autre colonne, soit la convertir en nombres.",
        "La columna {column} contiene valores del tipo {type} y se necesitan números. Indique otra columna o conviértala en números.",
    ),
    "SURVEY_NOT_CATEGORIES": MultilingualText(
        "The column {column} holds values of the kind {type}, which name no categories. Please either name another column or turn it into single values.",
        "La colonne {column} contient des valeurs du type {type}, qui ne désignent pas de catégories. Veuillez soit indiquer une autre colonne, soit la convertir en valeurs simples.",
        "La columna {column} contiene valores del tipo {type}, que no designan categorías. Indique otra columna o conviértala en valores simples.",
    ),
    "SURVEY_WEIGHT_MISSING": MultilingualText(
        "Rows with no weight in the column {column}: {count}; this is the first. Without a weight nobody knows how many persons a row stands for. Please either complete the weights or take these rows out of the file.",
        "Lignes sans poids dans la colonne {column} : {count} ; voici la première. Sans poids, on ignore combien de personnes une ligne représente. Veuillez soit compléter les poids, soit retirer ces lignes du fichier.",
        "Filas sin peso en la columna {column}: {count}; esta es la primera. Sin peso no se sabe a cuántas personas representa una fila. Complete los pesos o quite esas filas del archivo.",
    ),
    "SURVEY_WEIGHT_NEGATIVE": MultilingualText(
        "Rows with a weight below zero in the column {column}: {count}; this is the first. Please either correct the weights or calibrate them with bounds.",
        "Lignes avec un poids négatif dans la colonne {column} : {count} ; voici la première. Veuillez soit corriger les poids, soit les caler avec des bornes.",
        "Filas con un peso negativo en la columna {column}: {count}; esta es la primera. Corrija los pesos o calíbrelos con límites.",
    ),
    "SURVEY_WEIGHT_INFINITE": MultilingualText(
        "Rows with an infinite weight in the column {column}: {count}; this is the first. Please correct how the weights were computed.",
        "Lignes avec un poids infini dans la colonne {column} : {count} ; voici la première. Veuillez corriger le calcul des poids.",
        "Filas con un peso infinito en la columna {column}: {count}; esta es la primera. Corrija el cálculo de los pesos.",
    ),
    "SURVEY_WEIGHTS_ZERO": MultilingualText(
        "All weights in the column {column} are zero, so the rows stand for nobody. Please name the right column of weights.",
        "Tous les poids de la colonne {column} sont nuls : les lignes ne représentent personne. Veuillez indiquer la bonne colonne de poids.",
        "Todos los pesos de la columna {column} son cero, de modo que las filas no representan a nadie. Indique la columna de pesos correcta.",
    ),
    "SURVEY_WEIGHT_ZERO": MultilingualText(
        "Rows with a weight of zero in the column {column}: {count}. They are kept and contribute nothing. Please check that this is meant.",
        "Lignes avec un poids nul dans la colonne {column} : {count}. Elles sont conservées et ne contribuent pas. Veuillez vérifier que c’est voulu.",
        "Filas con peso cero en la columna {column}: {count}. Se conservan y no aportan nada. Compruebe que es lo que se quiere.",
    ),
    "SURVEY_SIZE_UNFIT": MultilingualText(
        "{count} households have no size above zero in the column {column}; this is the first. Please complete it: a household has at least one person.",
        "{count} ménages n’ont pas de taille supérieure à zéro dans la colonne {column} ; voici le premier. Veuillez la compléter : un ménage compte au moins une personne.",
        "{count} hogares no tienen un tamaño mayor que cero en la columna {column}; este es el primero. Complételo: un hogar tiene al menos una persona.",
    ),
    "SURVEY_WELFARE_INFINITE": MultilingualText(
        "Rows with an infinite amount in the column {column}: {count}; this is the first. Please either correct it or declare it among “missing_codes”.",
        "Lignes avec un montant infini dans la colonne {column} : {count} ; voici la première. Veuillez soit le corriger, soit le déclarer dans « missing_codes ».",
        "Filas con un importe infinito en la columna {column}: {count}; esta es la primera. Corríjalo o declárelo en «missing_codes».",
    ),
    "SURVEY_WELFARE_MISSING": MultilingualText(
        "Rows with no amount in the column {column}: {count}, and “missing: refuse” wants it of all; this is the first. Please either impute it or write “missing: leave_out”.",
        "Lignes sans montant dans la colonne {column} : {count}, et « missing: refuse » l’exige de toutes ; voici la première. Veuillez soit l’imputer, soit écrire « missing: leave_out ».",
        "Filas sin importe en la columna {column}: {count}, y «missing: refuse» lo exige en todas; esta es la primera. Impútelo o escriba «missing: leave_out».",
    ),
    "SURVEY_WELFARE_NOWHERE": MultilingualText(
        "No row has an amount in the column {column}. Please either name the right column or check “missing_codes”.",
        "Aucune ligne n’a de montant dans la colonne {column}. Veuillez soit indiquer la bonne colonne, soit vérifier « missing_codes ».",
        "Ninguna fila tiene importe en la columna {column}. Indique la columna correcta o compruebe «missing_codes».",
    ),
    "SURVEY_WELFARE_LEFT_OUT": MultilingualText(
        "Rows with no amount in the column {column}: {count}. They were left out; their PSUs still count as drawn. Please either impute the amounts or write “missing: refuse” to be stopped.",
        "Lignes sans montant dans la colonne {column} : {count}. Elles ont été laissées de côté ; leurs UPE comptent toujours comme tirées. Veuillez soit imputer les montants, soit écrire « missing: refuse » pour être arrêté.",
        "Filas sin importe en la columna {column}: {count}. Se dejaron fuera; sus UPM siguen contando como seleccionadas. Impute los importes o escriba «missing: refuse» para que se le detenga.",
    ),
    "SURVEY_WELFARE_NEGATIVE": MultilingualText(
        "Rows with an amount below zero in the column {column}: {count}. They are kept. Please check that this is meant, as with losses of the self-employed.",
        "Lignes avec un montant négatif dans la colonne {column} : {count}. Elles sont conservées. Veuillez vérifier que c’est voulu, comme pour les pertes des indépendants.",
        "Filas con un importe negativo en la columna {column}: {count}. Se conservan. Compruebe que es lo que se quiere, como en las pérdidas de los trabajadores por cuenta propia.",
    ),
    "SURVEY_TRANSFER_INFINITE": MultilingualText(
        "Rows with an infinite amount in the column {column}: {count}; this is the first. Please correct how the benefit was computed.",
        "Lignes avec un montant infini dans la colonne {column} : {count} ; voici la première. Veuillez corriger le calcul de la prestation.",
        "Filas con un importe infinito en la columna {column}: {count}; esta es la primera. Corrija el cálculo de la prestación.",
    ),
    "SURVEY_TRANSFER_MISSING": MultilingualText(
        "Rows with no amount in the column {column}: {count}, which was taken as no benefit received. Please impute the amounts if they were received but not told.",
        "Lignes sans montant dans la colonne {column} : {count}, ce qui a été compris comme aucune prestation reçue. Veuillez imputer les montants s’ils ont été reçus sans être déclarés.",
        "Filas sin importe en la columna {column}: {count}, lo que se entendió como ninguna prestación recibida. Impute los importes si se recibieron y no se declararon.",
    ),
    "SURVEY_AGE_NEGATIVE": MultilingualText(
        "Rows with an age below zero in the column {column}: {count}. They lie in no group of age. Please either correct the ages or declare them among “missing_codes”.",
        "Lignes avec un âge négatif dans la colonne {column} : {count}. Elles n’appartiennent à aucun groupe d’âges. Veuillez soit corriger les âges, soit les déclarer dans « missing_codes ».",
        "Filas con una edad negativa en la columna {column}: {count}. No pertenecen a ningún grupo de edad. Corrija las edades o declárelas en «missing_codes».",
    ),
    "SURVEY_AGE_BEYOND": MultilingualText(
        "Rows with an age above 120 in the column {column}: {count}. They count in the oldest group. Please either correct the ages or declare codes such as 999 among “missing_codes”.",
        "Lignes avec un âge supérieur à 120 dans la colonne {column} : {count}. Elles comptent dans le groupe le plus âgé. Veuillez soit corriger les âges, soit déclarer les codes tels que 999 dans « missing_codes ».",
        "Filas con una edad superior a 120 en la columna {column}: {count}. Cuentan en el grupo de mayor edad. Corrija las edades o declare códigos como 999 en «missing_codes».",
    ),
    "SURVEY_GROUP_MISSING": MultilingualText(
        "Rows with no value in the column {column}: {count}. They count in the whole and lie in no group. Please complete the column if all groups together should make the whole.",
        "Lignes sans valeur dans la colonne {column} : {count}. Elles comptent dans l’ensemble et n’appartiennent à aucun groupe. Veuillez compléter la colonne si les groupes doivent former ensemble le tout.",
        "Filas sin valor en la columna {column}: {count}. Cuentan en el conjunto y no pertenecen a ningún grupo. Complete la columna si todos los grupos juntos deben formar el conjunto.",
    ),
    "SURVEY_ID_DIGITS": MultilingualText(
        "Identifiers in the column {column} that are kept as decimal numbers and are too long for them: {count}. From sixteen digits on, different ones may have become the same. Please save the column as text or as whole numbers.",
        "Identifiants de la colonne {column} conservés comme nombres décimaux et trop longs pour cela : {count}. À partir de seize chiffres, des identifiants différents ont pu devenir identiques. Veuillez enregistrer la colonne comme texte ou comme nombres entiers.",
        "Identificadores de la columna {column} guardados como números decimales y demasiado largos para ello: {count}. A partir de dieciséis cifras, identificadores distintos pueden haberse vuelto iguales. Guarde la columna como texto o como números enteros.",
    ),
    "SURVEY_ID_TWICE": MultilingualText(
        "“{id}” stands in the column {column} for the second time, first in row {first}; {count} rows repeat an identifier. Nobody is counted twice. Please either take the copies out or name another column.",
        "« {id} » figure pour la seconde fois dans la colonne {column}, la première étant la ligne {first} ; {count} lignes répètent un identifiant. Personne n’est compté deux fois. Veuillez soit retirer les copies, soit indiquer une autre colonne.",
        "«{id}» figura por segunda vez en la columna {column}, la primera en la fila {first}; {count} filas repiten un identificador. Nadie se cuenta dos veces. Quite las copias o indique otra columna.",
    ),
    "SURVEY_DESIGN_COLUMN_EMPTY": MultilingualText(
        "Rows with no value in the column {column}, which the design needs: {count}; this is the first. Please complete the column.",
        "Lignes sans valeur dans la colonne {column}, dont le plan de sondage a besoin : {count} ; voici la première. Veuillez compléter la colonne.",
        "Filas sin valor en la columna {column}, que el diseño necesita: {count}; esta es la primera. Complete la columna.",
    ),
    "SURVEY_PSU_IN_TWO_STRATA": MultilingualText(
        "PSU {psu} lies in the strata {first} and {second} (PSUs in several strata: {count}). Please either correct the strata or write “nest: true” if the numbers of PSUs begin anew in each stratum.",
        "L’UPE {psu} appartient aux strates {first} et {second} (UPE de plusieurs strates : {count}). Veuillez soit corriger les strates, soit écrire « nest: true » si la numérotation des UPE recommence dans chaque strate.",
        "La UPM {psu} está en los estratos {first} y {second} (UPM en varios estratos: {count}). Corrija los estratos o escriba «nest: true» si la numeración de las UPM empieza de nuevo en cada estrato.",
    ),
    "SURVEY_PSU_FROM_HOUSEHOLD": MultilingualText(
        "The design file names no PSU, so households were taken for PSUs. Please name the column “psu” if areas were drawn first.",
        "Le fichier de plan de sondage n’indique pas d’UPE : les ménages ont été pris pour UPE. Veuillez indiquer la colonne « psu » si des zones ont d’abord été tirées.",
        "El archivo de diseño no indica UPM, de modo que se tomaron los hogares como UPM. Indique la columna «psu» si primero se seleccionaron áreas.",
    ),
    "SURVEY_DESIGN_MISSING": MultilingualText(
        "There is no such design file, which names the columns of the survey. Please either name it with --design, or write one: two lines such as “welfare: income” and “weight: weight” are enough to begin with, and “openssi survey example FOLDER” makes a survey with a design of its own to look at.",
        "Il n’y a pas de tel fichier de plan de sondage, qui nomme les colonnes de l’enquête. Veuillez soit l’indiquer avec --design, soit en écrire un : deux lignes comme « welfare: income » et « weight: weight » suffisent pour commencer, et « openssi survey example DOSSIER » crée une enquête munie de son plan, pour exemple.",
        "No existe ese archivo de diseño, que da nombre a las columnas de la encuesta. Indíquelo con --design o escriba uno: para empezar bastan dos líneas como «welfare: income» y «weight: weight», y «openssi survey example CARPETA» crea una encuesta de ejemplo con su diseño.",
    ),
    "SURVEY_SINGLE_PSU": MultilingualText(
        "Stratum {stratum} has a single PSU (strata of one PSU: {count}), and a variance needs two. Please either merge the stratum with a similar one or choose “single_psu”: certainty, centred or average (with --engine only certainty).",
        "La strate {stratum} n’a qu’une UPE (strates d’une seule UPE : {count}), et une variance en demande deux. Veuillez soit fusionner la strate avec une strate semblable, soit choisir « single_psu » : certainty, centred ou average (avec --engine, seulement certainty).",
        "El estrato {stratum} tiene una sola UPM (estratos de una sola UPM: {count}), y una varianza necesita dos. Una el estrato con otro parecido o elija «single_psu»: certainty, centred o average (con --engine, solo certainty).",
    ),
    "SURVEY_ONE_PSU": MultilingualText(
        "The whole survey is a single PSU, and a variance needs two: nothing tells how far another sample would be from this one. Please either name with “psu” the column of the PSUs that were drawn, or choose “single_psu: certainty” for figures without standard errors.",
        "Toute l’enquête forme une seule UPE, et une variance en demande deux : rien ne dit à quelle distance un autre échantillon se trouverait de celui-ci. Veuillez soit indiquer avec « psu » la colonne des UPE qui ont été tirées, soit choisir « single_psu: certainty » pour des chiffres sans erreur type.",
        "Toda la encuesta es una sola UPM, y una varianza necesita dos: nada indica a qué distancia de esta muestra estaría otra. Indique con «psu» la columna de las UPM que se seleccionaron o elija «single_psu: certainty» para obtener cifras sin error estándar.",
    ),
    "SURVEY_SINGLE_UNIT": MultilingualText(
        "PSUs of which a single unit out of several was drawn: {count}. What varies within them cannot be estimated. Please either name one stage only in “psu” and “fpc” or choose a “single_psu” other than fail.",
        "UPE dont une seule unité sur plusieurs a été tirée : {count}. Ce qui varie en leur sein ne peut être estimé. Veuillez soit n’indiquer qu’un degré dans « psu » et « fpc », soit choisir une autre valeur de « single_psu » que fail.",
        "UPM de las que se extrajo una sola unidad entre varias: {count}. Lo que varía dentro de ellas no puede estimarse. Indique una sola etapa en «psu» y «fpc» o elija en «single_psu» otro valor que fail.",
    ),
    "SURVEY_FPC_UNFIT": MultilingualText(
        "Rows with no number above zero in the column {column} of the finite population correction: {count}; this is the first. Please complete it with the PSUs of the stratum in the population, or the fraction that was drawn.",
        "Lignes sans nombre supérieur à zéro dans la colonne {column} de la correction de population finie : {count} ; voici la première. Veuillez la compléter par le nombre d’UPE de la strate dans la population, ou par la fraction tirée.",
        "Filas sin un número mayor que cero en la columna {column} de la corrección por población finita: {count}; esta es la primera. Complétela con las UPM del estrato en la población o con la fracción seleccionada.",
    ),
    "SURVEY_FPC_VARIES": MultilingualText(
        "The column {column} of the finite population correction differs within the same stratum or PSU. Please write the same number into all rows of a stratum.",
        "La colonne {column} de la correction de population finie varie au sein d’une même strate ou UPE. Veuillez écrire le même nombre dans toutes les lignes d’une strate.",
        "La columna {column} de la corrección por población finita varía dentro de un mismo estrato o UPM. Escriba el mismo número en todas las filas de un estrato.",
    ),
    "SURVEY_FPC_TOO_SMALL": MultilingualText(
        "The column {column} says that the population has {count} units, and {drawn} were drawn. Please correct the count; a column whose values are all at most 1 is read as the fraction that was drawn.",
        "La colonne {column} indique que la population compte {count} unités, alors que {drawn} ont été tirées. Veuillez corriger le nombre ; une colonne dont toutes les valeurs sont au plus 1 est lue comme la fraction tirée.",
        "La columna {column} dice que la población tiene {count} unidades y se seleccionaron {drawn}. Corrija el número; una columna cuyos valores son todos como máximo 1 se lee como la fracción seleccionada.",
    ),
    "SURVEY_REPLICATES_NONE": MultilingualText(
        "{count} columns are named like {columns}, and at least two replicate weights are needed. The nearest are: {nearest}. Please correct “columns” of the replicate weights; columns of the file: {known}.",
        "{count} colonnes portent un nom comme {columns}, et il faut au moins deux poids de réplication. Les plus proches : {nearest}. Veuillez corriger « columns » des poids de réplication ; colonnes du fichier : {known}.",
        "{count} columnas se llaman como {columns} y hacen falta al menos dos pesos replicados. Las más parecidas: {nearest}. Corrija «columns» de los pesos replicados; columnas del archivo: {known}.",
    ),
    "SURVEY_REPLICATE_MISSING": MultilingualText(
        "Rows with no replicate weight in the column {column}: {count}; this is the first. Please complete the replicate weights; a zero is written as 0.",
        "Lignes sans poids de réplication dans la colonne {column} : {count} ; voici la première. Veuillez compléter les poids de réplication ; un poids nul s’écrit 0.",
        "Filas sin peso replicado en la columna {column}: {count}; esta es la primera. Complete los pesos replicados; un cero se escribe 0.",
    ),
    "CSV_QUOTATION_OPEN": MultilingualText(
        "A quotation mark opens in this row and is never closed, so that everything below it counts as one text. Please close it, or write a quotation mark that belongs to a text twice.",
        "Un guillemet s’ouvre sur cette ligne et ne se ferme jamais : tout ce qui suit compte comme un seul texte. Veuillez le fermer, ou doubler le guillemet qui fait partie d’un texte.",
        "En esta fila se abren unas comillas que no se cierran nunca, de modo que todo lo que sigue cuenta como un solo texto. Ciérrelas, o escriba dos veces las comillas que formen parte de un texto.",
    ),
    "SURVEY_NO_ROOM": MultilingualText(
        "The replicate weights need {megabytes} MB aside, and {folder} did not take them: {reason}. Please make room there, name a folder with room in the environment variable TMPDIR (on Windows TEMP), or keep the weights as Parquet.",
        "Les poids de réplication demandent {megabytes} Mo à part, et {folder} ne les a pas acceptés : {reason}. Veuillez y libérer de la place, indiquer dans la variable d’environnement TMPDIR (TEMP sous Windows) un dossier qui en a, ou conserver les poids en Parquet.",
        "Los pesos replicados necesitan {megabytes} MB aparte y {folder} no los admitió: {reason}. Libere espacio allí, indique en la variable de entorno TMPDIR (TEMP en Windows) una carpeta que lo tenga, o guarde los pesos en Parquet.",
    ),
    "SURVEY_REPLICATE_FACTORS": MultilingualText(
        "{given} factors are given for {replicates} replicates. Please write “rscales” with one factor for each replicate, or a single one; JKn needs them.",
        "{given} facteurs sont donnés pour {replicates} réplications. Veuillez écrire « rscales » avec un facteur par réplication, ou un seul ; JKn en a besoin.",
        "Se dan {given} factores para {replicates} réplicas. Escriba «rscales» con un factor por réplica, o uno solo; JKn los necesita.",
    ),
    "SURVEY_REPLICATES_ID_UNKNOWN": MultilingualText(
        "The file of replicate weights has no column “{column}”. Please name as “id” a column that both files have.",
        "Le fichier des poids de réplication n’a pas de colonne « {column} ». Veuillez indiquer comme « id » une colonne présente dans les deux fichiers.",
        "El archivo de pesos replicados no tiene la columna «{column}». Indique como «id» una columna que tengan ambos archivos.",
    ),
    "SURVEY_REPLICATES_ROWS": MultilingualText(
        "The rows of the survey and of {file} do not match: {rows} against {others}, and {lacking} rows have no replicate weights. Please give both files the same rows.",
        "Les lignes de l’enquête et de {file} ne correspondent pas : {rows} contre {others}, et {lacking} lignes n’ont pas de poids de réplication. Veuillez donner les mêmes lignes aux deux fichiers.",
        "Las filas de la encuesta y de {file} no coinciden: {rows} frente a {others}, y {lacking} filas no tienen pesos replicados. Dé las mismas filas a ambos archivos.",
    ),
    "SURVEY_REPLICATES_TOO_LARGE": MultilingualText(
        "{replicates} replicates of {rows} rows would take hours to go through. Please either take the bootstrap with fewer replicates or use the linearised error.",
        "Le parcours de {replicates} réplications de {rows} lignes prendrait des heures. Veuillez soit prendre le bootstrap avec moins de réplications, soit utiliser l’erreur linéarisée.",
        "Recorrer {replicates} réplicas de {rows} filas llevaría horas. Use el bootstrap con menos réplicas o el error linealizado.",
    ),
    "SURVEY_NOT_IN_PAIRS": MultilingualText(
        "Stratum {stratum} has {count} PSUs, and balanced replicates need two in each. Please either choose JKn or bootstrap, or form strata of two PSUs.",
        "La strate {stratum} compte {count} UPE, et les réplications équilibrées en demandent deux dans chacune. Veuillez soit choisir JKn ou bootstrap, soit former des strates de deux UPE.",
        "El estrato {stratum} tiene {count} UPM y las réplicas equilibradas necesitan dos en cada uno. Elija JKn o bootstrap, o forme estratos de dos UPM.",
    ),
    "SURVEY_CALIBRATION_UNKNOWN": MultilingualText(
        "The known total “{name}” belongs to no column or category of the survey. Please correct the names under “calibration”.",
        "Le total connu « {name} » n’appartient à aucune colonne ou catégorie de l’enquête. Veuillez corriger les noms sous « calibration ».",
        "El total conocido «{name}» no pertenece a ninguna columna o categoría de la encuesta. Corrija los nombres en «calibration».",
    ),
    "SURVEY_CALIBRATION_UNMET": MultilingualText(
        "The weights cannot be made to add up to the known totals: of {name} they give {found} instead of {wanted}. Please either correct totals that contradict each other, or merge categories that have no rows.",
        "Les poids ne peuvent pas être calés sur les totaux connus : pour {name}, ils donnent {found} au lieu de {wanted}. Veuillez soit corriger les totaux qui se contredisent, soit fusionner les catégories sans lignes.",
        "Los pesos no se pueden calibrar a los totales conocidos: en {name} dan {found} en lugar de {wanted}. Corrija los totales que se contradicen o una las categorías sin filas.",
    ),
    "SURVEY_CALIBRATION_NEGATIVE": MultilingualText(
        "{count} weights fall below zero when they are calibrated. Please either leave out a known total or merge small categories.",
        "{count} poids deviennent négatifs lors du calage. Veuillez soit omettre un total connu, soit fusionner de petites catégories.",
        "{count} pesos pasan a ser negativos al calibrarlos. Omita un total conocido o una categorías pequeñas.",
    ),
    "SURVEY_CALIBRATION_BOUNDS": MultilingualText(
        "The factors of weights are to stay between {lower} and {upper}, but the lower limit has to be at least 0 and below 1, and the upper one above 1. Please write both under “calibration_method”, such as 0.3 for lower and 3 for upper.",
        "Les facteurs des poids doivent rester entre {lower} et {upper}, or la limite inférieure doit être d’au moins 0 et inférieure à 1, et la limite supérieure, supérieure à 1. Veuillez écrire les deux sous « calibration_method », par exemple 0.3 pour lower et 3 pour upper.",
        "Los factores de los pesos han de quedar entre {lower} y {upper}, pero el límite inferior debe ser al menos 0 y menor que 1, y el superior, mayor que 1. Escriba ambos en «calibration_method», por ejemplo 0.3 para lower y 3 para upper.",
    ),
    "SURVEY_CALIBRATION_REPLICATE": MultilingualText(
        "The weights of replicate {replicate} cannot be calibrated, for the reason below. Please either merge small categories, or leave “replicate_weights” out and use the linearised error.",
        "Les poids de la réplication {replicate} ne peuvent pas être calés, pour la raison ci-dessous. Veuillez soit fusionner de petites catégories, soit omettre « replicate_weights » et utiliser l’erreur linéarisée.",
        "Los pesos de la réplica {replicate} no se pueden calibrar, por el motivo que sigue. Una categorías pequeñas u omita «replicate_weights» y use el error linealizado.",
    ),
    "SURVEY_RAKING_NOT_CATEGORIES": MultilingualText(
        "Raking fits the persons of categories, and of {name} a single total is given. Please either give the persons of each of its categories, or choose linear or logit under “calibration_method”.",
        "Le calage sur marges itératif (raking) ajuste les effectifs de catégories, et pour {name} un seul total est donné. Veuillez soit donner l’effectif de chacune de ses catégories, soit choisir linear ou logit sous « calibration_method ».",
        "El raking ajusta las personas de categorías, y de {name} se da un único total. Dé las personas de cada una de sus categorías o elija linear o logit en «calibration_method».",
    ),
    "SURVEY_RAKING_WITHOUT_TOTAL": MultilingualText(
        "Rows whose category of {column} is missing or has no known total: {count}. Raking needs a total for every row. Please either add the categories under “calibration”, or merge or fill them in the data.",
        "Lignes dont la catégorie de {column} est manquante ou sans total connu : {count}. Le raking demande un total pour chaque ligne. Veuillez soit ajouter les catégories sous « calibration », soit les fusionner ou les compléter dans les données.",
        "Filas cuya categoría de {column} falta o no tiene total conocido: {count}. El raking necesita un total para cada fila. Añada las categorías en «calibration» o únalas o complételas en los datos.",
    ),
    "SURVEY_RAKING_CATEGORY_EMPTY": MultilingualText(
        "A total is known of {name}, but no row with a weight above zero is in it, so that no factor reaches it. Please merge it with another category, in the data and under “calibration”.",
        "Un total est connu pour {name}, mais aucune ligne de poids supérieur à zéro n’en fait partie : aucun facteur ne peut l’atteindre. Veuillez la fusionner avec une autre catégorie, dans les données et sous « calibration ».",
        "Se conoce un total de {name}, pero ninguna fila con peso mayor que cero pertenece a ella, de modo que ningún factor lo alcanza. Únala con otra categoría, en los datos y en «calibration».",
    ),
    "SURVEY_RAKING_MARGINS_DIFFER": MultilingualText(
        "The margins are of different populations: {first} adds up to {sum}, {second} to {other}. Please correct the totals, or scale one of the margins to the other.",
        "Les marges portent sur des populations différentes : {first} totalise {sum}, {second} {other}. Veuillez corriger les totaux, ou ramener l’une des marges à l’autre.",
        "Los márgenes son de poblaciones distintas: {first} suma {sum}, {second} {other}. Corrija los totales o escale uno de los márgenes al otro.",
    ),
    "SURVEY_RAKING_NOT_CONVERGED": MultilingualText(
        "The margins are not met after {rounds} rounds of raking: {name} has {found} instead of {wanted}. Please either merge categories that seldom occur together, allow a greater tolerance, or allow more rounds under “calibration_method”.",
        "Les marges ne sont pas atteintes après {rounds} tours de raking : {name} a {found} au lieu de {wanted}. Veuillez soit fusionner des catégories qui se rencontrent rarement ensemble, soit admettre une plus grande tolérance, soit autoriser plus de tours sous « calibration_method ».",
        "Los márgenes no se alcanzan tras {rounds} rondas de raking: {name} tiene {found} en lugar de {wanted}. Una categorías que rara vez coinciden, admita una tolerancia mayor o permita más rondas en «calibration_method».",
    ),
    "SURVEY_MEASURE_UNFIT": MultilingualText(
        "What stands in the brackets, or after @, does not fit “{measure}”. Please write it as in {example}.",
        "Ce qui figure entre parenthèses, ou après @, ne convient pas à « {measure} ». Veuillez l’écrire comme dans {example}.",
        "Lo que figura entre paréntesis, o después de @, no es adecuado para «{measure}». Escríbalo como en {example}.",
    ),
    "SURVEY_DIVISION_UNKNOWN": MultilingualText(
        "No column “{name}” divides the population here. The nearest is “{nearest}”. Please either choose among {known} or name the column under “domains” in the design file.",
        "Aucune colonne « {name} » ne divise ici la population. La plus proche est « {nearest} ». Veuillez soit choisir parmi {known}, soit indiquer la colonne sous « domains » dans le fichier de plan de sondage.",
        "Ninguna columna «{name}» divide aquí la población. La más parecida es «{nearest}». Elija entre {known} o nombre la columna en «domains» del archivo de diseño.",
    ),
    "SURVEY_GROUPS_TOO_MANY": MultilingualText(
        "Column “{name}” makes {groups} groups of {rows} rows: fewer than {fewest} rows each, so that no figure of a group could leave. Please either choose a column of groups, such as a region, or make classes of its values.",
        "La colonne « {name} » forme {groups} groupes de {rows} lignes : moins de {fewest} lignes par groupe, si bien qu’aucun chiffre de groupe ne pourrait sortir. Veuillez soit choisir une colonne de groupes, comme une région, soit réunir ses valeurs en classes.",
        "La columna «{name}» forma {groups} grupos con {rows} filas: menos de {fewest} filas por grupo, de modo que ninguna cifra de un grupo podría salir. Elija una columna de grupos, como una región, o reúna sus valores en clases.",
    ),
    "SURVEY_AMOUNT_UNKNOWN": MultilingualText(
        "No column of numbers “{name}” was read. The nearest is “{nearest}”. Please either choose among {known} or name the column under “amounts” in the design file.",
        "Aucune colonne de nombres « {name} » n’a été lue. La plus proche est « {nearest} ». Veuillez soit choisir parmi {known}, soit indiquer la colonne sous « amounts » dans le fichier de plan de sondage.",
        "No se leyó ninguna columna de números «{name}». La más parecida es «{nearest}». Elija entre {known} o nombre la columna en «amounts» del archivo de diseño.",
    ),
    "SURVEY_LINE_UNKNOWN": MultilingualText(
        "There is no poverty line “{name}”. The nearest is “{nearest}”. Please either choose among {known}, write an amount after @, or add the line under “poverty_lines”.",
        "Le seuil de pauvreté « {name} » n’existe pas. Le plus proche est « {nearest} ». Veuillez soit choisir parmi {known}, soit écrire un montant après @, soit ajouter le seuil sous « poverty_lines ».",
        "No existe la línea de pobreza «{name}». La más parecida es «{nearest}». Elija entre {known}, escriba un importe después de @ o añada la línea en «poverty_lines».",
    ),
    "SURVEY_GROUP_UNKNOWN": MultilingualText(
        "The column {column} has no group “{name}”. The nearest is “{nearest}”. Please choose among: {known}.",
        "La colonne {column} n’a pas de groupe « {name} ». Le plus proche est « {nearest} ». Veuillez choisir parmi : {known}.",
        "La columna {column} no tiene el grupo «{name}». El más parecido es «{nearest}». Elija entre: {known}.",
    ),
    "SURVEY_DOMAIN_EMPTY": MultilingualText(
        "No row of the survey with a weight above zero lies in this domain, so there is no figure. Please either merge it with another domain or leave it out.",
        "Aucune ligne de l’enquête de poids supérieur à zéro n’appartient à ce domaine : il n’y a pas de chiffre. Veuillez soit le fusionner avec un autre domaine, soit l’omettre.",
        "Ninguna fila de la encuesta con peso mayor que cero está en este dominio, de modo que no hay cifra. Únalo con otro dominio u omítalo.",
    ),
    "SURVEY_DENOMINATOR_ZERO": MultilingualText(
        "The total below the line of the ratio is zero, so there is no ratio. Please choose another denominator or domain.",
        "Le total au dénominateur du rapport est nul : il n’y a pas de rapport. Veuillez choisir un autre dénominateur ou domaine.",
        "El total del denominador de la razón es cero, de modo que no hay razón. Elija otro denominador o dominio.",
    ),
    "SURVEY_NO_FREEDOM": MultilingualText(
        "There are no more PSUs than strata, or all replicate weights say the same, so nothing is left to judge the error by. Please either name the columns of the design or report the figure without an error.",
        "Il n’y a pas plus d’UPE que de strates, ou tous les poids de réplication disent la même chose : rien ne permet de juger l’erreur. Veuillez soit indiquer les colonnes du plan de sondage, soit publier le chiffre sans erreur.",
        "No hay más UPM que estratos, o todos los pesos replicados dicen lo mismo, de modo que nada permite juzgar el error. Indique las columnas del diseño o publique la cifra sin error.",
    ),
    "SURVEY_DOMAIN_NO_FREEDOM": MultilingualText(
        "This domain has rows in no more PSUs than strata, so nothing is left to judge the error by. Please either merge it with another domain or report the figure without an error.",
        "Ce domaine n’a pas de lignes dans plus d’UPE que de strates : rien ne permet de juger l’erreur. Veuillez soit le fusionner avec un autre domaine, soit publier le chiffre sans erreur.",
        "Este dominio no tiene filas en más UPM que estratos, de modo que nada permite juzgar el error. Únalo con otro dominio o publique la cifra sin error.",
    ),
    "SURVEY_QUANTILE_BEYOND": MultilingualText(
        "The interval of this quantile reaches beyond the smallest or greatest value of the sample, so there is no standard error and no limit. Please either merge the domain with another or ask for a quantile nearer to the median.",
        "L’intervalle de ce quantile dépasse la plus petite ou la plus grande valeur de l’échantillon : il n’y a ni erreur type ni limite. Veuillez soit fusionner le domaine avec un autre, soit demander un quantile plus proche de la médiane.",
        "El intervalo de este cuantil va más allá del menor o del mayor valor de la muestra, de modo que no hay error estándar ni límites. Una el dominio con otro o pida un cuantil más cercano a la mediana.",
    ),
    "SURVEY_ALL_SINGLE_PSUS": MultilingualText(
        "All strata have a single PSU, so there is no average of others to take. Please either merge strata or choose “single_psu: centred”.",
        "Toutes les strates n’ont qu’une UPE : il n’y a pas de moyenne des autres à prendre. Veuillez soit fusionner des strates, soit choisir « single_psu: centred ».",
        "Todos los estratos tienen una sola UPM, de modo que no hay promedio de otros que tomar. Una estratos o elija «single_psu: centred».",
    ),
    "SURVEY_NOT_FINITE": MultilingualText(
        "The figure or its error has no finite value with these data. Please check amounts and weights for extreme values.",
        "Le chiffre ou son erreur n’a pas de valeur finie avec ces données. Veuillez vérifier les valeurs extrêmes des montants et des poids.",
        "La cifra o su error no tiene un valor finito con estos datos. Compruebe los valores extremos de importes y pesos.",
    ),
    "SURVEY_NO_INFLUENCE": MultilingualText(
        "This measure has no linearised error here. Please use replicate weights to obtain one.",
        "Cette mesure n’a pas ici d’erreur linéarisée. Veuillez utiliser des poids de réplication pour en obtenir une.",
        "Esta medida no tiene aquí un error linealizado. Use pesos replicados para obtenerlo.",
    ),
    "SURVEY_REPLICATE_WITHOUT_FIGURE": MultilingualText(
        "With the weights of at least one replicate the domain is empty or the figure cannot be made, so the replicates give no error. Please either merge the domain with another or use the linearised error.",
        "Avec les poids d’au moins une réplication, le domaine est vide ou le chiffre ne peut être établi : les réplications ne donnent pas d’erreur. Veuillez soit fusionner le domaine avec un autre, soit utiliser l’erreur linéarisée.",
        "Con los pesos de al menos una réplica el dominio está vacío o la cifra no se puede obtener, de modo que las réplicas no dan error. Una el dominio con otro o use el error linealizado.",
    ),
}
