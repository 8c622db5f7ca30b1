"""Messages of disclosure control."""

from openssi.vocabulary.text import MultilingualText

DISCLOSURE: dict[str, MultilingualText] = {
    "DISCLOSURE_SMALL": MultilingualText(
        "Fewer than {minimum} persons stand behind this figure, so that it may not leave (rule “{rule}”). Please either join it with a neighbouring group or leave it out.",
        "Moins de {minimum} personnes se trouvent derrière ce chiffre, qui ne peut donc pas sortir (règle « {rule} »). Veuillez soit le réunir à un groupe voisin, soit l’omettre.",
        "Detrás de esta cifra hay menos de {minimum} personas, por lo que no puede salir (regla «{rule}»). Únala a un grupo vecino u omítala.",
    ),
    "DISCLOSURE_EMPTY": MultilingualText(
        "Nobody stands behind this figure, and the rule “{rule}” also protects that. Please either join it with a neighbouring group or leave it out.",
        "Personne ne se trouve derrière ce chiffre, et la règle « {rule} » protège aussi cette information. Veuillez soit le réunir à un groupe voisin, soit l’omettre.",
        "Nadie está detrás de esta cifra, y la regla «{rule}» también protege ese hecho. Únala a un grupo vecino u omítala.",
    ),
    "DISCLOSURE_ATTRIBUTE": MultilingualText(
        "Fewer than {attribute} of the persons asked have what this figure counts, or fewer have it not, so that it may not leave (rule “{rule}”). Please either join it with a neighbouring group or leave it out.",
        "Moins de {attribute} des personnes interrogées ont ce que ce chiffre compte, ou moins ne l’ont pas ; il ne peut donc pas sortir (règle « {rule} »). Veuillez soit le réunir à un groupe voisin, soit l’omettre.",
        "Menos de {attribute} de las personas encuestadas tienen lo que cuenta esta cifra, o menos no lo tienen, por lo que no puede salir (regla «{rule}»). Únala a un grupo vecino u omítala.",
    ),
    "DISCLOSURE_WHOLE_GROUP": MultilingualText(
        "Everybody of this group, or nobody, has what this figure counts: it would tell it of each of them, and may not leave (rule “{rule}”). Please either join it with a neighbouring group or leave it out.",
        "Dans ce groupe, tous ont ce que ce chiffre compte, ou personne : il le révélerait de chacun et ne peut donc pas sortir (règle « {rule} »). Veuillez soit le réunir à un groupe voisin, soit l’omettre.",
        "En este grupo todos tienen lo que cuenta esta cifra, o nadie: lo revelaría de cada uno, por lo que no puede salir (regla «{rule}»). Únala a un grupo vecino u omítala.",
    ),
    "DISCLOSURE_WITHHELD": MultilingualText(
        "Withheld to protect persons. Please either ask for larger groups or read, where the data lie, the report on what was withheld.",
        "Retenu pour protéger des personnes. Veuillez soit demander des groupes plus grands, soit lire, là où se trouvent les données, le rapport sur ce qui a été retenu.",
        "Retenida para proteger a las personas. Pida grupos más grandes o lea, donde están los datos, el informe sobre lo que se retuvo.",
    ),
    "DISCLOSURE_EARLIER": MultilingualText(
        "Withheld because, with figures of these data that have left before, another withheld figure would follow from it (rule “{rule}”). Please either keep to the groups that have left already or leave it out.",
        "Retenu parce que, avec des chiffres de ces données déjà sortis, un autre chiffre retenu s’en déduirait (règle « {rule} »). Veuillez soit vous en tenir aux groupes déjà sortis, soit l’omettre.",
        "Retenida porque, junto con cifras de estos datos que ya salieron, de ella se deduciría otra cifra retenida (regla «{rule}»). Limítese a los grupos que ya salieron u omítala.",
    ),
    "DISCLOSURE_MANY_FIGURES": MultilingualText(
        "{count} figures are asked for. To protect them all takes minutes, and small groups are withheld together with what would give them away. For an answer in seconds, please either cross fewer columns or ask for fewer measures or programmes at a time. Ctrl-C ends this without harm.",
        "{count} chiffres sont demandés. Les protéger tous prend des minutes, et les petits groupes sont retenus avec ce qui les révélerait. Pour une réponse en quelques secondes, veuillez soit croiser moins de colonnes, soit demander moins de mesures ou de programmes à la fois. Ctrl-C met fin à l’opération sans dommage.",
        "Se piden {count} cifras. Protegerlas todas lleva minutos, y los grupos pequeños se retienen junto con lo que los revelaría. Para una respuesta en segundos, cruce menos columnas o pida menos medidas o programas a la vez. Ctrl-C termina sin daños.",
    ),
    "DISCLOSURE_TOO_MANY_FIGURES": MultilingualText(
        "{count} figures are asked for, and no more than {most} are protected together: it would take hours, and little of them would leave. Please either cross fewer columns, join small groups, or ask for fewer measures or programmes at a time, with the same record of what left (--record).",
        "{count} chiffres sont demandés, et {most} au plus sont protégés ensemble : cela prendrait des heures, et peu d’entre eux sortiraient. Veuillez soit croiser moins de colonnes, soit réunir de petits groupes, soit demander moins de mesures ou de programmes à la fois, avec le même registre de ce qui est sorti (--record).",
        "Se piden {count} cifras, y como máximo {most} se protegen juntas: llevaría horas, y pocas de ellas saldrían. Cruce menos columnas, reúna grupos pequeños o pida menos medidas o programas a la vez, con el mismo registro de lo que salió (--record).",
    ),
    "DISCLOSURE_RECORD_UNREADABLE": MultilingualText(
        "This file is no record of what left, or it is damaged. Please either name the record that belongs to these data, or a file that does not exist yet, in which a record is begun.",
        "Ce fichier n’est pas un registre de ce qui est sorti, ou il est endommagé. Veuillez soit indiquer celui qui appartient à ces données, soit un fichier qui n’existe pas encore, où un registre sera commencé.",
        "Este archivo no es un registro de lo que salió, o está dañado. Indique el que pertenece a estos datos o un archivo que aún no exista, en el que se iniciará un registro.",
    ),
    "DISCLOSURE_RECORD_OF_OTHER_DATA": MultilingualText(
        "This is the record of what left of other data: their checksum is not that of the data asked now. Please either give all the files that it was begun with, unchanged, or begin a record of its own for these data.",
        "Ce registre de ce qui est sorti est celui d’autres données : leur somme de contrôle n’est pas celle des données interrogées. Veuillez soit donner tous les fichiers avec lesquels il a été commencé, inchangés, soit commencer un registre propre à ces données.",
        "Este registro de lo que salió es de otros datos: su suma de comprobación no es la de los datos consultados ahora. Dé todos los archivos con los que se inició, sin cambios, o inicie un registro propio para estos datos.",
    ),
    "DISCLOSURE_RECORD_OF_OTHER_RULE": MultilingualText(
        "What stands in this record left by another rule than “{rule}”, or by other numbers of it. Please either name the same rule as before, or restore its numbers.",
        "Ce que contient ce registre est sorti selon une autre règle que « {rule} », ou selon d’autres nombres de celle-ci. Veuillez soit indiquer la même règle qu’auparavant, soit rétablir ses nombres.",
        "Lo que contiene este registro salió por otra regla que «{rule}», o por otros números de ella. Indique la misma regla que antes o restablezca sus números.",
    ),
    "DISCLOSURE_RECORD_CONTRADICTS": MultilingualText(
        "The record counts other persons here than are counted now ({counted}): the data are the same, but the design or an option counts them differently. Please either ask as before, or begin a record of its own and look at both tables together.",
        "Le registre compte ici d’autres personnes que celles qui sont comptées maintenant ({counted}) : les données sont les mêmes, mais le plan de sondage ou une option les compte autrement. Veuillez soit interroger comme auparavant, soit commencer un autre registre et examiner les deux tableaux ensemble.",
        "El registro cuenta aquí otras personas que las que se cuentan ahora ({counted}): los datos son los mismos, pero el diseño o una opción las cuenta de otro modo. Consulte como antes, o inicie otro registro y examine las dos tablas juntas.",
    ),
    "DISCLOSURE_RECORD_CHANGED": MultilingualText(
        "Another command has written this record in the meantime, so that nothing leaves now. Please run the command again.",
        "Une autre commande a écrit ce registre entre-temps ; rien ne sort donc maintenant. Veuillez relancer la commande.",
        "Otra orden ha escrito este registro entretanto, por lo que ahora no sale nada. Ejecute la orden de nuevo.",
    ),
    "DISCLOSURE_RECORD_CANNOT_WRITE": MultilingualText(
        "The record of what left cannot be written ({reason}), so that nothing leaves. Please either name another place or make this one writable.",
        "Le registre de ce qui est sorti ne peut pas être écrit ({reason}) ; rien ne sort donc. Veuillez soit indiquer un autre emplacement, soit rendre celui-ci accessible en écriture.",
        "El registro de lo que salió no se puede escribir ({reason}), por lo que no sale nada. Indique otro lugar o permita escribir en este.",
    ),
    "DISCLOSURE_DOMINATED": MultilingualText(
        "The largest contributors hold more than {share} of this amount, so that it may not leave (rule “{rule}”). Please either join it with a neighbouring group or leave it out.",
        "Les plus grands contributeurs détiennent plus de {share} de ce montant, qui ne peut donc pas sortir (règle « {rule} »). Veuillez soit le réunir à un groupe voisin, soit l’omettre.",
        "Los mayores contribuyentes reúnen más de {share} de este importe, por lo que no puede salir (regla «{rule}»). Únalo a un grupo vecino u omítalo.",
    ),
    "DISCLOSURE_CURVE": MultilingualText(
        "The Gini coefficient of this curve may not leave, and the curve tells it (rule “{rule}”). Please either ask for the shares of income that may leave, or write --protect none for a curve that stays here.",
        "L’indice de Gini de cette courbe ne peut pas sortir, et la courbe le révèle (règle « {rule} »). Veuillez soit demander les parts de revenu qui peuvent sortir, soit écrire --protect none pour une courbe qui reste ici.",
        "El índice de Gini de esta curva no puede salir, y la curva lo revela (regla «{rule}»). Pida las proporciones de ingreso que pueden salir o escriba --protect none para una curva que se queda aquí.",
    ),
    "DISCLOSURE_COMPLEMENTARY": MultilingualText(
        "Withheld because another withheld figure would follow from it by adding and subtracting (rule “{rule}”). Please either join small groups, so that none is withheld, or leave it out.",
        "Retenu parce qu’un autre chiffre retenu s’en déduirait par addition et soustraction (règle « {rule} »). Veuillez soit réunir les petits groupes, afin qu’aucun ne soit retenu, soit l’omettre.",
        "Retenida porque de ella se deduciría otra cifra retenida sumando y restando (regla «{rule}»). Una los grupos pequeños, para que ninguno se retenga, u omítala.",
    ),
    "DISCLOSURE_WITHOUT_SCIPY": MultilingualText(
        "SciPy is not installed, without which nobody can tell what follows from the figures that leave. Please either install OpenSSI with the extra “micro”, or write --protect none for figures that stay here.",
        "SciPy n’est pas installé, et sans lui on ne peut dire ce qui se déduit des chiffres qui sortent. Veuillez soit installer OpenSSI avec l’option « micro », soit écrire --protect none pour des chiffres qui restent ici.",
        "SciPy no está instalado, y sin él no se puede saber qué se deduce de las cifras que salen. Instale OpenSSI con el extra «micro» o escriba --protect none para cifras que se quedan aquí.",
    ),
    "DISCLOSURE_RULE_UNKNOWN": MultilingualText(
        "There is no rule “{value}” on what may leave. Please either name one of {allowed}, or give a file with rules.",
        "Il n’existe pas de règle « {value} » sur ce qui peut sortir. Veuillez soit indiquer l’une de {allowed}, soit donner un fichier de règles.",
        "No existe la regla «{value}» sobre lo que puede salir. Indique una de {allowed} o dé un archivo de reglas.",
    ),
    "DISCLOSURE_WHOLE_NUMBER": MultilingualText(
        "{key} is “{text}”. Please write a whole number of at least {lowest}.",
        "{key} vaut « {text} ». Veuillez écrire un nombre entier d’au moins {lowest}.",
        "{key} es «{text}». Escriba un número entero de al menos {lowest}.",
    ),
    "DISCLOSURE_NUMBER": MultilingualText(
        "{key} is “{text}”. Please write a number above {lowest} and not above {highest}.",
        "{key} vaut « {text} ». Veuillez écrire un nombre supérieur à {lowest} et n’excédant pas {highest}.",
        "{key} es «{text}». Escriba un número mayor que {lowest} y no mayor que {highest}.",
    ),
}
