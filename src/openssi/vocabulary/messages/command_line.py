"""Messages on commands, options and arguments that cannot be read."""

from openssi.vocabulary.text import MultilingualText

COMMAND_LINE: dict[str, MultilingualText] = {
    "COMMAND_UNKNOWN": MultilingualText(
        "“{name}” is no command here. The nearest is “{nearest}”. Please correct it; --help lists them all.",
        "« {name} » n’est pas une commande ici. La plus proche est « {nearest} ». Veuillez la corriger ; --help les énumère toutes.",
        "«{name}» no es un comando aquí. El más parecido es «{nearest}». Corríjalo; --help los enumera todos.",
    ),
    "COMMAND_MISSING": MultilingualText(
        "A command is missing behind these words. Please add one; --help lists them all.",
        "Une commande manque après ces mots. Veuillez en ajouter une ; --help les énumère toutes.",
        "Falta un comando detrás de estas palabras. Añada uno; --help los enumera todos.",
    ),
    "OPTION_UNKNOWN": MultilingualText(
        "“{name}” is no option of this command. The nearest is “{nearest}”. Please correct it; --help lists them all.",
        "« {name} » n’est pas une option de cette commande. La plus proche est « {nearest} ». Veuillez la corriger ; --help les énumère toutes.",
        "«{name}» no es una opción de este comando. La más parecida es «{nearest}». Corríjala; --help las enumera todas.",
    ),
    "OPTION_BEFORE_THE_COMMAND": MultilingualText(
        "“{name}” stands before the command, and here it stands behind it. Please write: openssi {name} … {command}",
        "« {name} » se place avant la commande, et se trouve ici après elle. Veuillez écrire : openssi {name} … {command}",
        "«{name}» va antes del comando y aquí está detrás. Escriba: openssi {name} … {command}",
    ),
    "OPTION_NEEDS_VALUE": MultilingualText(
        "A value is missing behind {name} ({help}). Please add it.",
        "Une valeur manque après {name} ({help}). Veuillez l’ajouter.",
        "Falta un valor detrás de {name} ({help}). Añádalo.",
    ),
    "OPTION_EMPTY": MultilingualText(
        "Nothing is written as the value of {name} ({help}). Please either write it or leave {name} out.",
        "La valeur de {name} est vide ({help}). Veuillez soit l’écrire, soit omettre {name}.",
        "El valor de {name} está vacío ({help}). Escríbalo u omita {name}.",
    ),
    "ARGUMENT_EMPTY": MultilingualText(
        "One of the values behind the command is empty. Please either write it, as the line above shows, or leave it out.",
        "L’une des valeurs placées après la commande est vide. Veuillez soit l’écrire, comme le montre la ligne ci-dessus, soit l’omettre.",
        "Uno de los valores que siguen al comando está vacío. Escríbalo, como muestra la línea de arriba, u omítalo.",
    ),
    "OPTION_TAKES_NO_VALUE": MultilingualText(
        "{name} takes no value: it is either there or not. Please remove what stands behind the equals sign.",
        "{name} ne prend pas de valeur : l’option est là ou elle n’y est pas. Veuillez supprimer ce qui suit le signe égal.",
        "{name} no lleva valor: la opción está o no está. Quite lo que sigue al signo igual.",
    ),
    "OPTION_MISSING": MultilingualText(
        "The option {name} is missing ({help}). Please add it with its value.",
        "L’option {name} manque ({help}). Veuillez l’ajouter avec sa valeur.",
        "Falta la opción {name} ({help}). Añádala con su valor.",
    ),
    "ARGUMENT_MISSING": MultilingualText(
        "{name} is missing ({help}). Please write it in its place, as the line above shows.",
        "{name} manque ({help}). Veuillez l’écrire à sa place, comme le montre la ligne ci-dessus.",
        "Falta {name} ({help}). Escríbalo en su lugar, como muestra la línea de arriba.",
    ),
    "ARGUMENT_TOO_MANY": MultilingualText(
        "The command takes less than was written: nothing is known of “{words}”. Please either remove it or, if it belongs to a name with spaces, put the name into quotes.",
        "La commande prend moins que ce qui a été écrit : « {words} » est de trop. Veuillez soit le supprimer, soit, s’il fait partie d’un nom qui contient des espaces, mettre ce nom entre guillemets droits.",
        "El comando admite menos de lo que se escribió: sobra «{words}». Quítelo o, si forma parte de un nombre con espacios, ponga el nombre entre comillas rectas.",
    ),
    "COMMAND_NUMBER_WHOLE": MultilingualText(
        "“{value}” does not fit {name}, which is a whole number ({help}). Please write it with digits only.",
        "« {value} » ne convient pas à {name}, qui est un nombre entier ({help}). Veuillez l’écrire uniquement avec des chiffres.",
        "«{value}» no conviene a {name}, que es un número entero ({help}). Escríbalo solo con cifras.",
    ),
    "COMMAND_NUMBER": MultilingualText(
        "“{value}” does not fit {name}, which is a number ({help}). Please write it with digits and a decimal point.",
        "« {value} » ne convient pas à {name}, qui est un nombre ({help}). Veuillez l’écrire avec des chiffres et un point décimal.",
        "«{value}» no conviene a {name}, que es un número ({help}). Escríbalo con cifras y punto decimal.",
    ),
    "COMMAND_NUMBER_LEAST": MultilingualText(
        "{value} is too little for {name} ({help}). Please write at least {least}.",
        "{value} est trop peu pour {name} ({help}). Veuillez écrire au moins {least}.",
        "{value} es demasiado poco para {name} ({help}). Escriba al menos {least}.",
    ),
    "COMMAND_NUMBER_RANGE": MultilingualText(
        "{value} is out of range for {name} ({help}). Please write a number from {least} to {most}.",
        "{value} est hors des limites de {name} ({help}). Veuillez écrire un nombre de {least} à {most}.",
        "{value} está fuera de los límites de {name} ({help}). Escriba un número de {least} a {most}.",
    ),
    "COMMAND_PATH_UNFIT": MultilingualText(
        "“{value}” does not fit {name} ({help}): there is no such file, or it is a folder, or may not be read. Please correct the name.",
        "« {value} » ne convient pas à {name} ({help}) : ce fichier n’existe pas, ou c’est un dossier, ou il ne peut pas être lu. Veuillez corriger le nom.",
        "«{value}» no conviene a {name} ({help}): no existe tal archivo, o es una carpeta, o no se puede leer. Corrija el nombre.",
    ),
    "COMMAND_UNREADABLE": MultilingualText(
        "The command cannot be read as it stands. Please compare it with the line above; --help says more.",
        "La commande ne peut pas être lue telle quelle. Veuillez la comparer à la ligne ci-dessus ; --help en dit plus.",
        "El comando no se puede leer como está. Compárelo con la línea de arriba; --help dice más.",
    ),
}  # fmt: skip
