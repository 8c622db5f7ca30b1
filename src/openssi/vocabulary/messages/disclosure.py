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
    "DISCLOSURE_DOMINATED": MultilingualText(
        "The largest contributors hold more than {share} of this amount, so that it may not leave (rule “{rule}”). Please either join it with a neighbouring group or leave it out.",
        "Les plus grands contributeurs détiennent plus de {share} de ce montant, qui ne peut donc pas sortir (règle « {rule} »). Veuillez soit le réunir à un groupe voisin, soit l’omettre.",
        "Los mayores contribuyentes reúnen más de {share} de este importe, por lo que no puede salir (regla «{rule}»). Únalo a un grupo vecino u omítalo.",
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
