"""Messages of the room `expressions`."""

from openssi.vocabulary.text import MultilingualText

EXPRESSIONS: dict[str, MultilingualText] = {
    "EXPRESSION_CHARACTER": MultilingualText(
        "“{found}” at character {character} is not part of the language of rules and formulas: {pointer}. Please either remove it or write it as the reference of the language shows.",
        "« {found} » au caractère {character} n’appartient pas au langage des règles et des formules : {pointer}. Veuillez soit le supprimer, soit l’écrire comme l’indique la référence du langage.",
        "«{found}» en el carácter {character} no pertenece al lenguaje de las reglas y fórmulas: {pointer}. Elimínelo o escríbalo como indica la referencia del lenguaje.",
    ),
    "EXPRESSION_UNEXPECTED": MultilingualText(
        "The expression cannot be read at character {character}, where “{found}” stands and one of these is expected: {expected}. {pointer}. Please either correct it or compare it with the reference of the language.",
        "L’expression ne peut être lue au caractère {character}, où se trouve « {found} » alors qu’un de ces éléments est attendu : {expected}. {pointer}. Veuillez soit la corriger, soit la comparer à la référence du langage.",
        "La expresión no puede leerse en el carácter {character}, donde está «{found}» y se espera uno de estos elementos: {expected}. {pointer}. Corríjala o compárela con la referencia del lenguaje.",
    ),
    "EXPRESSION_ENDS_EARLY": MultilingualText(
        "The expression ends at character {character}, where one of these is expected: {expected}. {pointer}. Please either complete it or remove what was begun.",
        "L’expression s’arrête au caractère {character}, où un de ces éléments est attendu : {expected}. {pointer}. Veuillez soit la compléter, soit supprimer ce qui a été commencé.",
        "La expresión termina en el carácter {character}, donde se espera uno de estos elementos: {expected}. {pointer}. Complétela o elimine lo que quedó empezado.",
    ),
    "EXPRESSION_TOO_DEEP": MultilingualText(
        "The expression has more than {deepest} brackets or signs inside one another. Please either shorten it or name a part with “where”.",
        "L’expression emboîte plus de {deepest} parenthèses ou signes. Veuillez soit la raccourcir, soit en nommer une partie avec « where ».",
        "La expresión encaja más de {deepest} paréntesis o signos. Acórtela o dé nombre a una parte con «where».",
    ),
    "EXPRESSION_TOO_LONG": MultilingualText(
        "The expression has {found} words and signs; at most {longest} can be read. Please either shorten it or make several of it.",
        "L’expression compte {found} mots et signes ; {longest} au plus peuvent être lus. Veuillez soit la raccourcir, soit la diviser.",
        "La expresión tiene {found} palabras y signos; pueden leerse {longest} como máximo. Acórtela o divídala.",
    ),
    "EXPRESSION_NAME_OPEN": MultilingualText(
        "The name “{name}” has no value. Please either define it after “where” or give its value when the formula is computed.",
        "Le nom « {name} » n’a pas de valeur. Veuillez soit le définir après « where », soit donner sa valeur lors du calcul de la formule.",
        "El nombre «{name}» no tiene valor. Defínalo después de «where» o dé su valor al calcular la fórmula.",
    ),
    "EXPRESSION_CIRCLE": MultilingualText(
        "The item is calculated from itself: {circle}. Please correct one of these formulas.",
        "L’élément est calculé à partir de lui-même : {circle}. Veuillez corriger l’une de ces formules.",
        "El elemento se calcula a partir de sí mismo: {circle}. Corrija una de estas fórmulas.",
    ),
    "EXPRESSION_CODELIST_UNKNOWN": MultilingualText(
        "The code list {codelist} is needed and not known. Please either add it to definitions/codelists or name one that is there.",
        "La liste de codes {codelist} est nécessaire et n’est pas connue. Veuillez soit l’ajouter dans definitions/codelists, soit en nommer une qui s’y trouve.",
        "La lista de códigos {codelist} es necesaria y no se conoce. Añádala en definitions/codelists o indique una que esté allí.",
    ),
    "EXPRESSION_FUNCTION_UNKNOWN": MultilingualText(
        "There is no function “{name}” (character {character}). Please either write “{suggestion}”, if that is meant, or another function of the reference of the language.",
        "Il n’existe pas de fonction « {name} » (caractère {character}). Veuillez écrire soit « {suggestion} », si c’est ce qui est voulu, soit une autre fonction de la référence du langage.",
        "No existe la función «{name}» (carácter {character}). Escriba «{suggestion}», si es lo que quiere decir, u otra función de la referencia del lenguaje.",
    ),
    "EXPRESSION_CELL_EXPECTED": MultilingualText(
        "{function}() at character {character} needs the cell of an item, such as B.REC or B.REC[F]. Please write an item inside.",
        "{function}() au caractère {character} demande la cellule d’un élément, par exemple B.REC ou B.REC[F]. Veuillez y écrire un élément.",
        "{function}() en el carácter {character} necesita la celda de un elemento, por ejemplo B.REC o B.REC[F]. Escriba dentro un elemento.",
    ),
    "EXPRESSION_ITEM_UNKNOWN": MultilingualText(
        "{name} (character {character}) is not an item of questionnaire {version}. Please either write {suggestion}, if that is meant, or add the item.",
        "{name} (caractère {character}) n’est pas un élément du questionnaire {version}. Veuillez soit écrire {suggestion}, si c’est ce qui est voulu, soit ajouter l’élément.",
        "{name} (carácter {character}) no es un elemento del cuestionario {version}. Escriba {suggestion}, si es lo que quiere decir, o añada el elemento.",
    ),
    "EXPRESSION_CODE_UNKNOWN": MultilingualText(
        "{code} (character {character}) is not a code of {codelist}. Please either write {suggestion}, if that is meant, or add the code to the list.",
        "{code} (caractère {character}) n’est pas un code de {codelist}. Veuillez soit écrire {suggestion}, si c’est ce qui est voulu, soit ajouter le code à la liste.",
        "{code} (carácter {character}) no es un código de {codelist}. Escriba {suggestion}, si es lo que quiere decir, o añada el código a la lista.",
    ),
    "EXPRESSION_NAME_UNKNOWN": MultilingualText(
        "Nothing is called “{name}” (character {character}). Please either define it after “where” or write the item it stands for.",
        "Rien ne s’appelle « {name} » (caractère {character}). Veuillez soit le définir après « where », soit écrire l’élément qu’il désigne.",
        "Nada se llama «{name}» (carácter {character}). Defínalo después de «where» o escriba el elemento que representa.",
    ),
    "EXPRESSION_TYPE": MultilingualText(
        "“{found}” (character {character}) is a {actual} where a {wanted} is needed. Please either compare or convert it, or write another item.",
        "« {found} » (caractère {character}) est de type {actual} alors que le type {wanted} est nécessaire. Veuillez soit le comparer ou le convertir, soit écrire un autre élément.",
        "«{found}» (carácter {character}) es de tipo {actual} y se necesita el tipo {wanted}. Compárelo o conviértalo, o escriba otro elemento.",
    ),
    "EXPRESSION_UNITS": MultilingualText(
        "“{found}” (character {character}) brings together {left} and {right}, which cannot be added or compared. Please either convert one of them or write an item of the same unit.",
        "« {found} » (caractère {character}) réunit {left} et {right}, qui ne peuvent être ni additionnés ni comparés. Veuillez soit convertir l’un des deux, soit écrire un élément de la même unité.",
        "«{found}» (carácter {character}) reúne {left} y {right}, que no pueden sumarse ni compararse. Convierta uno de los dos o escriba un elemento de la misma unidad.",
    ),
    "EXPRESSION_LEVEL": MultilingualText(
        "{item} (character {character}) belongs to a {needed}, but the expression is evaluated per {level}. Please either put it inside {function}(...) or change the level.",
        "{item} (caractère {character}) relève du niveau {needed}, mais l’expression est évaluée au niveau {level}. Veuillez soit le mettre dans {function}(...), soit changer le niveau.",
        "{item} (carácter {character}) pertenece al nivel {needed}, pero la expresión se evalúa en el nivel {level}. Póngalo dentro de {function}(...) o cambie el nivel.",
    ),
    "EXPRESSION_ARGUMENTS": MultilingualText(
        "{function}() at character {character} takes {wanted} values and was given {found}. Please add or remove values.",
        "{function}() au caractère {character} demande {wanted} valeurs et en a reçu {found}. Veuillez ajouter ou retirer des valeurs.",
        "{function}() en el carácter {character} toma {wanted} valores y ha recibido {found}. Añada o quite valores.",
    ),
    "EXPRESSION_NO_FILTER": MultilingualText(
        "{function}() at character {character} takes no condition after a semicolon. Please either remove it or use sumS, sumB or another function over schemes and benefits.",
        "{function}() au caractère {character} n’admet pas de condition après un point-virgule. Veuillez soit la retirer, soit utiliser sumS, sumB ou une autre fonction sur les régimes et les prestations.",
        "{function}() en el carácter {character} no admite condición después de un punto y coma. Quítela o use sumS, sumB u otra función sobre regímenes y prestaciones.",
    ),
    "EXPRESSION_BREAKDOWN": MultilingualText(
        "{item} has no breakdown for [{code}] (character {character}); it is asked by: {offered}. Please either remove the code or write one of these breakdowns.",
        "{item} n’a pas de ventilation pour [{code}] (caractère {character}) ; il est demandé par : {offered}. Veuillez soit retirer le code, soit en écrire un de ces ventilations.",
        "{item} no tiene desglose para [{code}] (carácter {character}); se pide por: {offered}. Quite el código o escriba uno de estos desgloses.",
    ),
    "EXPRESSION_SEVERAL": MultilingualText(
        "The expression gives {found} values side by side, and one is computed at a time. Please either keep one of them or write each as a formula of its own.",
        "L’expression donne {found} valeurs côte à côte, et une seule est calculée à la fois. Veuillez soit n’en garder qu’une, soit écrire chacune comme une formule distincte.",
        "La expresión da {found} valores uno junto a otro, y se calcula uno a la vez. Conserve uno solo o escriba cada uno como una fórmula propia.",
    ),
}
