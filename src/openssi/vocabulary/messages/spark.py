"""Messages of computation on Apache Spark."""

from openssi.vocabulary.text import MultilingualText

SPARK: dict[str, MultilingualText] = {
    "SPARK_NOT_INSTALLED": MultilingualText(
        "{package} is not installed, without which nothing can be computed on Spark. Please either install OpenSSI with the extra “spark” or leave --engine out, so that DuckDB computes on this machine.",
        "{package} n’est pas installé, et sans lui rien ne peut être calculé sur Spark. Veuillez soit installer OpenSSI avec l’option « spark », soit omettre --engine, pour que DuckDB calcule sur cette machine.",
        "{package} no está instalado, y sin él no se puede calcular nada en Spark. Instale OpenSSI con el extra «spark» u omita --engine, para que DuckDB calcule en esta máquina.",
    ),
    "SPARK_NO_JAVA": MultilingualText(
        "Spark needs Java 17, and no java is found here. Please either install it and let PATH lead to it, or leave --engine out, so that DuckDB computes on this machine.",
        "Spark a besoin de Java 17, et aucun java n’est trouvé ici. Veuillez soit l’installer et faire en sorte que PATH y mène, soit omettre --engine, pour que DuckDB calcule sur cette machine.",
        "Spark necesita Java 17, y aquí no se encuentra ningún java. Instálelo y haga que PATH lleve a él, u omita --engine, para que DuckDB calcule en esta máquina.",
    ),
    "AT_SCALE_MEASURE": MultilingualText(
        "“{value}” is not among the measures that are computed by SQL: {allowed}. Please either choose among these or leave --engine out.",
        "« {value} » ne figure pas parmi les mesures calculées par SQL : {allowed}. Veuillez soit choisir parmi celles-ci, soit omettre --engine.",
        "«{value}» no está entre las medidas que se calculan con SQL: {allowed}. Elija entre ellas u omita --engine.",
    ),
    "AT_SCALE_NO_VALUE": MultilingualText(
        "Nothing to divide by in this domain: nobody is there, or incomes or weights add up to zero. Please either join it with another one or leave it out.",
        "Rien à mettre au dénominateur dans ce domaine : il n’y a personne, ou les revenus ou les poids totalisent zéro. Veuillez soit le réunir à un autre, soit l’omettre.",
        "No hay por qué dividir en este dominio: no hay nadie, o los ingresos o las ponderaciones suman cero. Únalo a otro u omítalo.",
    ),
    "AT_SCALE_NO_ERROR": MultilingualText(
        "SQL gives no standard error for this measure, or the design names no primary sampling units. Please either leave --engine out, so that the exact or the compiled path estimates it, or use the figure without an error.",
        "SQL ne donne pas d’erreur type pour cette mesure, ou le plan de sondage n’indique pas d’unités primaires. Veuillez soit omettre --engine, pour que la voie exacte ou compilée l’estime, soit utiliser le chiffre sans erreur.",
        "SQL no da error estándar para esta medida, o el diseño no indica unidades primarias. Omita --engine, para que la vía exacta o la compilada lo estime, o use la cifra sin error.",
    ),
}
