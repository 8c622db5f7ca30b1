"""Messages of the confidentiality of cells."""

from openssi.vocabulary.text import MultilingualText

CONFIDENTIALITY: dict[str, MultilingualText] = {
    "CONF_EMBARGO_WITHOUT_DAY": MultilingualText(
        "An embargo (status {status}) has no day on which it ends. Nothing was changed. Please either add the day, as in “{status} 2025-09-30”, or choose N for a figure that stays internal.",
        "Un embargo (statut {status}) n’indique pas le jour où il prend fin. Rien n’a été modifié. Veuillez soit ajouter le jour, comme dans « {status} 2025-09-30 », soit choisir N pour un chiffre qui reste interne.",
        "Un embargo (estado {status}) no indica el día en que termina. No se ha cambiado nada. Añada el día, como en «{status} 2025-09-30», o elija N si la cifra debe seguir siendo interna.",
    ),
    "CONF_DAY_WITHOUT_EMBARGO": MultilingualText(
        "The status {status} has no end, and the day {day} was given with it. Nothing was changed. Please either choose E, which ends on that day, or leave the day out.",
        "Le statut {status} n’a pas de terme, et le jour {day} a été indiqué avec lui. Rien n’a été modifié. Veuillez soit choisir E, qui prend fin ce jour-là, soit omettre le jour.",
        "El estado {status} no tiene término, y se indicó con él el día {day}. No se ha cambiado nada. Elija E, que termina ese día, o suprima el día.",
    ),
    "CONF_STATUS_OF_COMPILER": MultilingualText(
        "The status {status} is set by the publication itself, for a figure that would give another one away. Nothing was changed. Please either choose D, by which the country withholds such a figure, or C.",
        "Le statut {status} est fixé par la publication elle-même, pour un chiffre qui en trahirait un autre. Rien n’a été modifié. Veuillez soit choisir D, par lequel le pays réserve un tel chiffre, soit C.",
        "El estado {status} lo fija la propia publicación, para una cifra que delataría otra. No se ha cambiado nada. Elija D, con el que el país reserva tal cifra, o C.",
    ),
}
