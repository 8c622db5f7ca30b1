"""Messages of the room `definitions`."""

from openssi.vocabulary.text import MultilingualText

DEFINITIONS: dict[str, MultilingualText] = {
    "DEFINITION_NOT_YAML": MultilingualText(
        "The file is not valid YAML: {problem}. Please check the indentation and the quotes at this line.",
        "Le fichier n’est pas du YAML valide : {problem}. Veuillez vérifier l’indentation et les guillemets à cette ligne.",
        "El archivo no es YAML válido: {problem}. Revise la sangría y las comillas en esta línea.",
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
}
