"""Messages of the confirmation by the country and of figures published side by side."""

from openssi.vocabulary.text import MultilingualText

CONFIRMATION: dict[str, MultilingualText] = {
    "DISSENT_NONE": MultilingualText(
        "An objection names the figures that it is about, at most {most}, each with the country’s own value. Nothing was done. Please choose at least one figure on the page of what will be published.",
        "Une objection indique les chiffres qu’elle vise, {most} au plus, chacun avec la valeur du pays. Rien n’a été fait. Veuillez choisir au moins un chiffre à la page de ce qui sera publié.",
        "Una objeción indica las cifras a las que se refiere, {most} como máximo, cada una con el valor del país. No se ha hecho nada. Elija al menos una cifra en la página de lo que se publicará.",
    ),
    "DISSENT_FIGURE_UNKNOWN": MultilingualText(
        "“{figure}” is not one of the figures that will be published, or was named twice. Nothing was done. Please choose figures of the page, each once.",
        "« {figure} » ne figure pas parmi les chiffres qui seront publiés, ou a été indiqué deux fois. Rien n’a été fait. Veuillez choisir des chiffres de la page, chacun une seule fois.",
        "«{figure}» no es una de las cifras que se publicarán, o se indicó dos veces. No se ha hecho nada. Elija cifras de la página, cada una una sola vez.",
    ),
    "DISSENT_VALUE": MultilingualText(
        "“{value}” stands where the country’s own value is asked for. Nothing was done. Please type digits alone, with a point or a comma before the decimals.",
        "« {value} » figure là où la valeur du pays est demandée. Rien n’a été fait. Veuillez saisir uniquement des chiffres, avec un point ou une virgule avant les décimales.",
        "Se encontró «{value}» donde se pide el valor del país. No se ha hecho nada. Escriba solo cifras, con punto o coma antes de los decimales.",
    ),
    "DISSENT_OUT_OF_RANGE": MultilingualText(
        "{value} is not between 0 and {cap}, where every value of this indicator lies. Nothing was done. Please correct it.",
        "{value} n’est pas compris entre 0 et {cap}, comme toute valeur de cet indicateur. Rien n’a été fait. Veuillez corriger.",
        "{value} no está entre 0 y {cap}, donde está todo valor de este indicador. No se ha hecho nada. Corríjalo.",
    ),
    "DISSENT_SAME": MultilingualText(
        "{value} is what will be published anyway. Nothing was done. Please either give the value that the country puts in its place, or leave this figure out.",
        "{value} est déjà la valeur qui sera publiée. Rien n’a été fait. Veuillez soit donner la valeur que le pays propose, soit ne pas retenir ce chiffre.",
        "{value} ya es el valor que se publicará. No se ha hecho nada. Indique el valor que propone el país o deje fuera esta cifra.",
    ),
    "DISSENT_EXPLANATION": MultilingualText(
        "Nothing is said of why the country puts another value here; readers see it beside both values. Nothing was done. Please explain this figure, or write an explanation for all of them.",
        "Rien n’indique pourquoi le pays donne ici une autre valeur ; les lecteurs le voient à côté des deux valeurs. Rien n’a été fait. Veuillez expliquer ce chiffre, ou rédiger une explication pour tous.",
        "No se dice por qué el país da aquí otro valor; los lectores lo ven junto a ambos valores. No se ha hecho nada. Explique esta cifra o escriba una explicación para todas.",
    ),
}
