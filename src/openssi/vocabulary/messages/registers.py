"""Messages of registers."""

from openssi.vocabulary.text import MultilingualText

REGISTERS: dict[str, MultilingualText] = {
    "REGISTER_KEY_MISSING": MultilingualText(
        "The key of the exercise stands either in a file or in a variable of the environment. Please give either --key-file or --key-env, and not both.",
        "La clé de l’exercice se trouve soit dans un fichier, soit dans une variable d’environnement. Veuillez indiquer soit --key-file, soit --key-env, et non les deux.",
        "La clave del ejercicio está en un archivo o en una variable de entorno. Indique --key-file o --key-env, no ambas.",
    ),
    "REGISTER_KEY_VARIABLE_MISSING": MultilingualText(
        "The environment has no variable of this name. Please either set it to the key or use --key-file.",
        "L’environnement ne contient pas de variable de ce nom. Veuillez soit lui donner la clé pour valeur, soit utiliser --key-file.",
        "El entorno no tiene ninguna variable con ese nombre. Asígnele la clave o use --key-file.",
    ),
    "REGISTER_KEY_SHORT": MultilingualText(
        "The key has {found} bytes and needs at least {least}: a shorter one can be found by trying. Please either make one with “openssi register key” or take the key that the institutions agreed on.",
        "La clé compte {found} octets et doit en compter au moins {least} : une clé plus courte peut être trouvée par essais. Veuillez soit en créer une avec « openssi register key », soit prendre celle dont les institutions sont convenues.",
        "La clave tiene {found} bytes y necesita al menos {least}: una más corta puede encontrarse probando. Cree una con «openssi register key» o tome la que acordaron las instituciones.",
    ),
    "REGISTER_KEY_PLAIN": MultilingualText(
        "The key has only {found} different bytes, so that it was hardly drawn at random. Please make one with “openssi register key”.",
        "La clé ne contient que {found} octets différents : elle n’a guère été tirée au hasard. Veuillez en créer une avec « openssi register key ».",
        "La clave solo tiene {found} bytes distintos, así que difícilmente se obtuvo al azar. Cree una con «openssi register key».",
    ),
    "REGISTER_KEY_EXISTS": MultilingualText(
        "The file exists, and a key is never replaced: extracts that were made with it would match no others. Please name another file.",
        "Le fichier existe, et une clé n’est jamais remplacée : les extraits établis avec elle ne correspondraient plus à aucun autre. Veuillez indiquer un autre fichier.",
        "El archivo existe, y una clave nunca se sustituye: los extractos hechos con ella no coincidirían con ningún otro. Indique otro archivo.",
    ),
    "REGISTER_CANNOT_WRITE": MultilingualText(
        "The file cannot be written ({reason}); nothing was left half written. Please either choose a folder that may be written to and has room, or ask who looks after it.",
        "Le fichier ne peut pas être écrit ({reason}) ; rien n’est resté écrit à moitié. Veuillez soit choisir un dossier accessible en écriture et disposant d’assez de place, soit vous adresser à son responsable.",
        "No se puede escribir el archivo ({reason}); nada quedó a medio escribir. Elija una carpeta en la que se pueda escribir y con espacio, o consulte a su responsable.",
    ),
    "REGISTER_ENCODING_UNKNOWN": MultilingualText(
        "“{name}” is no encoding that is known here. Please name one, such as utf-8, cp1252 or latin-1.",
        "« {name} » n’est pas un encodage connu ici. Veuillez en indiquer un, par exemple utf-8, cp1252 ou latin-1.",
        "«{name}» no es una codificación que se conozca aquí. Indique una, como utf-8, cp1252 o latin-1.",
    ),
    "REGISTER_TAKE_TWICE": MultilingualText(
        "“{name}” is taken from two columns. Please leave one of the two out.",
        "« {name} » est pris dans deux colonnes. Veuillez omettre l’une des deux.",
        "«{name}» se toma de dos columnas. Omita una de las dos.",
    ),
    "REGISTER_WOULD_OVERWRITE": MultilingualText(
        "The extract would take the place of the register, the rule or the key that it is made from. Please name another file with -o.",
        "L’extrait remplacerait le registre, la règle ou la clé à partir desquels il est établi. Veuillez indiquer un autre fichier avec -o.",
        "El extracto sustituiría al registro, la regla o la clave con que se hace. Indique otro archivo con -o.",
    ),
    "REGISTER_PROCESS_ENDED": MultilingualText(
        "A process that was hashing ended before its work was done, most often because memory ran out; nothing was written. Please close other programs and repeat the command.",
        "Un processus de hachage s’est arrêté avant la fin de son travail, le plus souvent faute de mémoire ; rien n’a été écrit. Veuillez fermer d’autres programmes et relancer la commande.",
        "Un proceso de cálculo se detuvo antes de terminar su trabajo, casi siempre por falta de memoria; no se escribió nada. Cierre otros programas y repita la orden.",
    ),
    "REGISTER_NOT_UTF8": MultilingualText(
        "The file is not written in UTF-8. Please save it as UTF-8.",
        "Le fichier n’est pas écrit en UTF-8. Veuillez l’enregistrer en UTF-8.",
        "El archivo no está escrito en UTF-8. Guárdelo en UTF-8.",
    ),
    "REGISTER_UNREADABLE": MultilingualText(
        "The register cannot be read ({reason}). Please either save it as CSV with one line of names, or as Parquet (ending .parquet), or name the encoding of the CSV file with --encoding.",
        "Le registre ne peut pas être lu ({reason}). Veuillez soit l’enregistrer en CSV avec une ligne de noms, ou en Parquet (extension .parquet), soit indiquer l’encodage du fichier CSV avec --encoding.",
        "No se puede leer el registro ({reason}). Guárdelo como CSV con una línea de nombres o como Parquet (extensión .parquet), o indique la codificación del CSV con --encoding.",
    ),
    "REGISTER_COLUMN_MISSING": MultilingualText(
        "The register has no column “{column}”. The nearest is “{nearest}”. Please choose among its columns: {known}.",
        "Le registre n’a pas de colonne « {column} ». La plus proche est « {nearest} ». Veuillez choisir parmi ses colonnes : {known}.",
        "El registro no tiene la columna «{column}». La más parecida es «{nearest}». Elija entre sus columnas: {known}.",
    ),
    "REGISTER_ID_NOT_TEXT": MultilingualText(
        "The identifiers are stored as {type}, in which long numbers lose digits. Please save the column as text or as whole numbers.",
        "Les identifiants sont enregistrés sous la forme {type}, dans laquelle les longs numéros perdent des chiffres. Veuillez enregistrer la colonne comme texte ou comme nombres entiers.",
        "Los identificadores están guardados como {type}, donde los números largos pierden dígitos. Guarde la columna como texto o como números enteros.",
    ),
    "REGISTER_NOBODY": MultilingualText(
        "Of {rows} rows, none has an identifier that fits the rule, so nothing was written. Please either check the column of the identifier or the rule of the exercise.",
        "Sur {rows} lignes, aucune n’a un identifiant conforme à la règle : rien n’a été écrit. Veuillez vérifier soit la colonne de l’identifiant, soit la règle de l’exercice.",
        "De {rows} filas, ninguna tiene un identificador que cumpla la regla, de modo que no se escribió nada. Compruebe la columna del identificador o la regla del ejercicio.",
    ),
    "REGISTER_NEVER_KNOWN": MultilingualText(
        "Of no person is it known what the rule of the exercise calls “{name}”: the column holds other codes than the rule declares, or days that are not written as 2026-01-31. Please either write them as the rule has them and hash again, or leave the column out with “--take {name}=”.",
        "D’aucune personne on ne connaît ce que la règle de l’exercice appelle « {name} » : la colonne contient d’autres codes que ceux de la règle, ou des jours qui ne sont pas écrits comme 2026-01-31. Veuillez soit les écrire selon la règle et hacher à nouveau, soit omettre la colonne avec « --take {name}= ».",
        "De ninguna persona se conoce lo que la regla del ejercicio llama «{name}»: la columna contiene códigos distintos de los de la regla, o días que no están escritos como 2026-01-31. Escríbalos según la regla y vuelva a aplicar el hash, u omita la columna con «--take {name}=».",
    ),
    "REGISTER_MAY_NOT_TRAVEL": MultilingualText(
        "“{name}” may not travel: the rule of the exercise declares only: {known}. Please either leave it out or agree on a new rule with the other institutions.",
        "« {name} » ne peut pas être transmis : la règle de l’exercice ne déclare que : {known}. Veuillez soit l’omettre, soit convenir d’une nouvelle règle avec les autres institutions.",
        "«{name}» no puede transmitirse: la regla del ejercicio solo declara: {known}. Omítalo o acuerde una nueva regla con las demás instituciones.",
    ),
    "REGISTER_TAKE_UNFIT": MultilingualText(
        "“{text}” does not say what is taken from which column. Please write it as --take DIMENSION=COLUMN, for example --take sex=GENDER.",
        "« {text} » ne dit pas ce qui est pris dans quelle colonne. Veuillez l’écrire sous la forme --take DIMENSION=COLONNE, par exemple --take sex=SEXE.",
        "«{text}» no dice qué se toma de qué columna. Escríbalo como --take DIMENSIÓN=COLUMNA, por ejemplo --take sex=SEXO.",
    ),
    "REGISTER_CODE_UNFIT": MultilingualText(
        "“{text}” cannot name an exercise or a scheme. Please use 1 to 40 letters without accents, digits, dots, hyphens and underscores.",
        "« {text} » ne peut pas désigner un exercice ou un régime. Veuillez utiliser de 1 à 40 lettres sans accent, chiffres, points, traits d’union et tirets bas.",
        "«{text}» no puede designar un ejercicio ni un régimen. Use de 1 a 40 letras sin acento, dígitos, puntos, guiones y guiones bajos.",
    ),
    "REGISTER_LENGTH_UNFIT": MultilingualText(
        "The length of identifiers is one whole number or a list of the least and the greatest, from 1 to {longest}. Please write it as “length: 11” or “length: [8, 11]”.",
        "La longueur des identifiants est un nombre entier, ou une liste du plus petit et du plus grand, de 1 à {longest}. Veuillez l’écrire sous la forme « length: 11 » ou « length: [8, 11] ».",
        "La longitud de los identificadores es un número entero, o una lista del menor y el mayor, de 1 a {longest}. Escríbala como «length: 11» o «length: [8, 11]».",
    ),
    "REGISTER_ALPHABET_UNFIT": MultilingualText(
        "The alphabet is empty, or other steps of the rule take these signs away or change them: {signs}. Please either leave them out of the alphabet or change the step.",
        "L’alphabet est vide, ou d’autres étapes de la règle suppriment ou changent ces signes : {signs}. Veuillez soit les retirer de l’alphabet, soit modifier l’étape.",
        "El alfabeto está vacío, o otros pasos de la regla quitan o cambian estos signos: {signs}. Quítelos del alfabeto o modifique el paso.",
    ),
    "REGISTER_WEIGHTS_UNFIT": MultilingualText(
        "The check digit mod11 needs a list of whole weights, one for each digit before it, and no other scheme has weights. Please either add or remove “weights”.",
        "La clé de contrôle mod11 demande une liste de poids entiers, un pour chaque chiffre qui la précède, et aucun autre procédé n’a de poids. Veuillez soit ajouter, soit supprimer « weights ».",
        "El dígito de control mod11 necesita una lista de pesos enteros, uno por cada dígito anterior, y ningún otro procedimiento tiene pesos. Añada o elimine «weights».",
    ),
    "REGISTER_CHECK_DIGIT_LENGTH": MultilingualText(
        "Identifiers with the check digit {scheme} have at least {least} signs here, and the rule allows shorter ones. Please either correct the length or the check digit.",
        "Les identifiants avec la clé de contrôle {scheme} comptent ici au moins {least} signes, et la règle en admet de plus courts. Veuillez corriger soit la longueur, soit la clé de contrôle.",
        "Los identificadores con el dígito de control {scheme} tienen aquí al menos {least} signos, y la regla admite otros más cortos. Corrija la longitud o el dígito de control.",
    ),
    "REGISTER_AGE_TWICE": MultilingualText(
        "Age and year of birth together tell more than either. Please let one of them travel.",
        "L’âge et l’année de naissance réunis en disent plus que chacun d’eux. Veuillez n’en transmettre qu’un.",
        "La edad y el año de nacimiento juntos dicen más que cada uno. Transmita solo uno de los dos.",
    ),
    "REGISTER_CODE_TWICE": MultilingualText(
        "“{text}” stands for two codes. Please either remove one of them or recode the register before it is hashed.",
        "« {text} » correspond à deux codes. Veuillez soit en supprimer un, soit recoder le registre avant le hachage.",
        "«{text}» corresponde a dos códigos. Elimine uno o recodifique el registro antes de aplicar la función resumen.",
    ),
    "REGISTER_CODES_UNFIT": MultilingualText(
        "Codes that travel are declared one by one, of 1 to 40 letters without accents, digits, dots, hyphens and underscores, and do not begin with an underscore. Please correct the list.",
        "Les codes transmis sont déclarés un à un, de 1 à 40 lettres sans accent, chiffres, points, traits d’union et tirets bas, et ne commencent pas par un tiret bas. Veuillez corriger la liste.",
        "Los códigos que se transmiten se declaran uno a uno, de 1 a 40 letras sin acento, dígitos, puntos, guiones y guiones bajos, y no empiezan por guion bajo. Corrija la lista.",
    ),
    "REGISTER_GROUPS_UNFIT": MultilingualText(
        "Age groups are a list of their lowest ages, ascending. Please write it as “groups: [0, 15, 65]”.",
        "Les groupes d’âge sont une liste de leurs âges les plus bas, en ordre croissant. Veuillez l’écrire sous la forme « groups: [0, 15, 65] ».",
        "Los grupos de edad son una lista de sus edades más bajas, en orden creciente. Escríbala como «groups: [0, 15, 65]».",
    ),
    "REGISTER_YEARS_UNFIT": MultilingualText(
        "Years of birth cannot reach from {first} to {last}. Please write both as years between 1800 and 2200, the earlier one first.",
        "Les années de naissance ne peuvent pas aller de {first} à {last}. Veuillez les écrire toutes deux comme des années entre 1800 et 2200, la plus ancienne d’abord.",
        "Los años de nacimiento no pueden ir de {first} a {last}. Escriba ambos como años entre 1800 y 2200, primero el anterior.",
    ),
    "REGISTER_TOO_MANY_CODES": MultilingualText(
        "What travels has too many codes ({counts}): so fine a description may be known to belong to one person. Please either declare fewer codes or fewer dimensions.",
        "Ce qui est transmis a trop de codes ({counts}) : une description aussi fine peut désigner une seule personne. Veuillez déclarer soit moins de codes, soit moins de dimensions.",
        "Lo que se transmite tiene demasiados códigos ({counts}): una descripción tan fina puede señalar a una sola persona. Declare menos códigos o menos dimensiones.",
    ),
    "REGISTER_NONE_GIVEN": MultilingualText(
        "There is nothing to count. Please name at least one extract or sketch.",
        "Il n’y a rien à compter. Veuillez indiquer au moins un extrait ou une esquisse.",
        "No hay nada que contar. Indique al menos un extracto o un resumen.",
    ),
    "REGISTER_NO_EXTRACT": MultilingualText(
        "The file is no extract that “openssi register hash” made, or it was altered since. Please either name the file that the institution sent or ask for it again.",
        "Le fichier n’est pas un extrait établi par « openssi register hash », ou il a été modifié depuis. Veuillez soit indiquer le fichier envoyé par l’institution, soit le redemander.",
        "El archivo no es un extracto hecho por «openssi register hash», o fue alterado después. Indique el archivo que envió la institución o pídalo de nuevo.",
    ),
    "REGISTER_DAMAGED": MultilingualText(
        "One of the extracts is damaged and cannot be read to its end. Please ask the institutions to send them again.",
        "L’un des extraits est endommagé et ne peut pas être lu jusqu’au bout. Veuillez demander aux institutions de les renvoyer.",
        "Uno de los extractos está dañado y no se puede leer hasta el final. Pida a las instituciones que los envíen de nuevo.",
    ),
    "REGISTER_EXERCISES_DIFFER": MultilingualText(
        "The extract is of the exercise {other}, and {file} of {first}; persons of different exercises never match. Please name extracts of one exercise.",
        "L’extrait est de l’exercice {other}, et {file} de {first} ; les personnes de deux exercices ne correspondent jamais. Veuillez indiquer les extraits d’un seul exercice.",
        "El extracto es del ejercicio {other}, y {file} de {first}; las personas de ejercicios distintos nunca coinciden. Indique extractos de un solo ejercicio.",
    ),
    "REGISTER_RULES_DIFFER": MultilingualText(
        "The extract was made by another rule (fingerprint {other}) than {file} ({first}), so persons would be missed without a word. Please ask the institutions to hash again by one rule.",
        "L’extrait a été établi selon une autre règle (empreinte {other}) que {file} ({first}) : des personnes manqueraient sans que rien ne le dise. Veuillez demander aux institutions de refaire le hachage selon une seule règle.",
        "El extracto se hizo con otra regla (huella {other}) que {file} ({first}), y faltarían personas sin aviso. Pida a las instituciones que repitan el cálculo con una sola regla.",
    ),
    "REGISTER_KEYS_DIFFER": MultilingualText(
        "The extract was made with another key (fingerprint {other}) than {file} ({first}), so nobody would match. Please ask the institutions to hash again with the key of the exercise.",
        "L’extrait a été établi avec une autre clé (empreinte {other}) que {file} ({first}) : personne ne correspondrait. Veuillez demander aux institutions de refaire le hachage avec la clé de l’exercice.",
        "El extracto se hizo con otra clave (huella {other}) que {file} ({first}), y nadie coincidiría. Pida a las instituciones que repitan el cálculo con la clave del ejercicio.",
    ),
    "REGISTER_SCHEME_TWICE": MultilingualText(
        "The scheme {scheme} stands in {other} already. Please either remove one of both files or hash the register as one file.",
        "Le régime {scheme} figure déjà dans {other}. Veuillez soit retirer l’un des deux fichiers, soit hacher le registre en un seul fichier.",
        "El régimen {scheme} ya está en {other}. Retire uno de los dos archivos o procese el registro como un solo archivo.",
    ),
    "REGISTER_TOO_MANY_SCHEMES": MultilingualText(
        "There are {count} extracts, and what travels in this exercise leaves room for {most} schemes. Please either count fewer at once or let fewer codes travel.",
        "Il y a {count} extraits, et ce qui est transmis dans cet exercice laisse place à {most} régimes. Veuillez soit en compter moins à la fois, soit transmettre moins de codes.",
        "Hay {count} extractos, y lo que se transmite en este ejercicio deja sitio para {most} regímenes. Cuente menos a la vez o transmita menos códigos.",
    ),
    "REGISTER_SCHEME_UNKNOWN": MultilingualText(
        "There is no extract of the scheme “{name}”. The nearest is “{nearest}”. Please choose among: {known}.",
        "Il n’y a pas d’extrait du régime « {name} ». Le plus proche est « {nearest} ». Veuillez choisir parmi : {known}.",
        "No hay ningún extracto del régimen «{name}». El más parecido es «{nearest}». Elija entre: {known}.",
    ),
    "REGISTER_DIMENSION_UNKNOWN": MultilingualText(
        "“{name}” does not travel in this exercise. The nearest that travels is “{nearest}”. Please choose among: {known}.",
        "« {name} » n’est pas transmis dans cet exercice. La dimension transmise la plus proche est « {nearest} ». Veuillez choisir parmi : {known}.",
        "«{name}» no se transmite en este ejercicio. La dimensión más parecida que se transmite es «{nearest}». Elija entre: {known}.",
    ),
    "REGISTER_EXTRA_MISSING": MultilingualText(
        "This needs the package {package}, which is not installed. Please install openssi[{extra}].",
        "Cette commande a besoin du paquet {package}, qui n’est pas installé. Veuillez installer openssi[{extra}].",
        "Esto necesita el paquete {package}, que no está instalado. Instale openssi[{extra}].",
    ),
    "REGISTER_SKETCH_SMALL": MultilingualText(
        "The register has {persons} persons, and a sketch of size 2^{size} is made of at least {least}: of a smaller one it would hold the hashes of too large a share. Please either choose --size {fitting} or less, or let the extract travel; below {smallest} persons no sketch is made.",
        "Le registre compte {persons} personnes, et une esquisse de taille 2^{size} en demande au moins {least} : elle contiendrait sinon les empreintes d’une trop grande part. Veuillez soit choisir --size {fitting} ou moins, soit transmettre l’extrait ; en dessous de {smallest} personnes, aucune esquisse n’est établie.",
        "El registro tiene {persons} personas, y un resumen de tamaño 2^{size} necesita al menos {least}: si no, contendría las huellas de una parte demasiado grande. Elija --size {fitting} o menos, o transmita el extracto; por debajo de {smallest} personas no se hace ningún resumen.",
    ),
    "REGISTER_SKETCH_UNREADABLE": MultilingualText(
        "The file is no sketch that “openssi register sketch” made, or it was altered since. Please either name the file that the institution sent or ask for it again.",
        "Le fichier n’est pas une esquisse établie par « openssi register sketch », ou il a été modifié depuis. Veuillez soit indiquer le fichier envoyé par l’institution, soit le redemander.",
        "El archivo no es un resumen hecho por «openssi register sketch», o fue alterado después. Indique el archivo que envió la institución o pídalo de nuevo.",
    ),
    "REGISTER_SKETCH_GROUPS_DIFFER": MultilingualText(
        "The sketch is divided by: {other}, and {file} by: {first}; groups are counted only where all sketches have them. Please ask the institutions for sketches made with the same --by.",
        "L’esquisse est répartie par : {other}, et {file} par : {first} ; les groupes ne sont comptés que si toutes les esquisses les contiennent. Veuillez demander aux institutions des esquisses établies avec les mêmes --by.",
        "El resumen está dividido por: {other}, y {file} por: {first}; los grupos solo se cuentan si todos los resúmenes los contienen. Pida a las instituciones resúmenes hechos con los mismos --by.",
    ),
    "LINKAGE_ONE_REGISTER": MultilingualText(
        "A linkage needs at least two registers. Please name each as SCHEME=FILE.",
        "Un appariement demande au moins deux registres. Veuillez indiquer chacun sous la forme RÉGIME=FICHIER.",
        "Un enlace necesita al menos dos registros. Indique cada uno como RÉGIMEN=ARCHIVO.",
    ),
    "LINKAGE_REGISTER_UNFIT": MultilingualText(
        "“{text}” does not name a register of a scheme that is not named yet. Please write it as SCHEME=FILE, each scheme once.",
        "« {text} » ne désigne pas le registre d’un régime qui n’est pas encore nommé. Veuillez l’écrire sous la forme RÉGIME=FICHIER, chaque régime une seule fois.",
        "«{text}» no designa el registro de un régimen aún no nombrado. Escríbalo como RÉGIMEN=ARCHIVO, cada régimen una sola vez.",
    ),
    "LINKAGE_TOO_LITTLE": MultilingualText(
        "One column alone cannot tell persons apart by probability. Please declare at least two under “compare”.",
        "Une seule colonne ne permet pas de distinguer les personnes par la probabilité. Veuillez en déclarer au moins deux sous « compare ».",
        "Una sola columna no permite distinguir a las personas por probabilidad. Declare al menos dos en «compare».",
    ),
    "LINKAGE_SHARE_UNFIT": MultilingualText(
        "“{text}” is not possible for “{key}”. Please write a number between 0 and 1, such as 0.9.",
        "« {text} » n’est pas possible pour « {key} ». Veuillez écrire un nombre entre 0 et 1, par exemple 0.9.",
        "«{text}» no es posible para «{key}». Escriba un número entre 0 y 1, por ejemplo 0.9.",
    ),
    "LINKAGE_RECORD_TWICE": MultilingualText(
        "The column does not name each record once. Please either correct it or leave “id” out of the rule.",
        "La colonne ne désigne pas chaque enregistrement une seule fois. Veuillez soit la corriger, soit retirer « id » de la règle.",
        "La columna no designa cada registro una sola vez. Corríjala o quite «id» de la regla.",
    ),
    "LINKAGE_NO_RECORDS": MultilingualText(
        "The register has no records. Please check that it is the right file.",
        "Le registre ne contient aucun enregistrement. Veuillez vérifier qu’il s’agit du bon fichier.",
        "El registro no contiene ninguna fila. Compruebe que es el archivo correcto.",
    ),
    "LINKAGE_NOT_ESTIMATED": MultilingualText(
        "The parameters cannot be estimated from these records ({reason}). Please either choose other columns for “train_on” and “certain”, in which some pairs agree, or take more records.",
        "Les paramètres ne peuvent pas être estimés à partir de ces enregistrements ({reason}). Veuillez soit choisir pour « train_on » et « certain » d’autres colonnes, dans lesquelles certaines paires concordent, soit prendre plus d’enregistrements.",
        "Los parámetros no se pueden estimar con estos registros ({reason}). Elija para «train_on» y «certain» otras columnas en las que coincidan algunos pares, o tome más registros.",
    ),
    "LINKAGE_LABEL_UNFIT": MultilingualText(
        "“{text}” does not say whether both records are one person. Please write 1 or 0 in the column “same”.",
        "« {text} » ne dit pas si les deux enregistrements sont une seule personne. Veuillez écrire 1 ou 0 dans la colonne « same ».",
        "«{text}» no dice si ambos registros son una sola persona. Escriba 1 o 0 en la columna «same».",
    ),
}
