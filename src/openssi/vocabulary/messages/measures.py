"""Messages of measures of poverty and inequality."""

from openssi.vocabulary.text import MultilingualText

MEASURES: dict[str, MultilingualText] = {
    "MEASURE_UNKNOWN": MultilingualText(
        "There is no measure “{measure}”. Please either take one of the nearest names ({nearest}), or look up the list (openssi survey measures).",
        "Il n’y a pas de mesure « {measure} ». Veuillez soit prendre l’un des noms les plus proches ({nearest}), soit consulter la liste (openssi survey measures).",
        "No existe la medida «{measure}». Tome uno de los nombres más parecidos ({nearest}) o consulte la lista (openssi survey measures).",
    ),
    "MEASURE_PARAMETER_OUT_OF_RANGE": MultilingualText(
        "“{measure}” has a parameter for which the measure is not defined. Please give a number in {allowed}.",
        "« {measure} » comporte un paramètre pour lequel la mesure n’est pas définie. Veuillez donner un nombre dans {allowed}.",
        "«{measure}» tiene un parámetro para el que la medida no está definida. Indique un número en {allowed}.",
    ),
    "MEASURE_INDICATOR_UNKNOWN": MultilingualText(
        "No deprivation is called “{indicator}”; these are declared: {known}. Please either name one of these, or declare the indicator.",
        "Aucune privation ne s’appelle « {indicator} » ; sont déclarées : {known}. Veuillez soit en nommer une parmi celles-ci, soit déclarer l’indicateur.",
        "Ninguna privación se llama «{indicator}»; están declaradas: {known}. Indique una de ellas o declare el indicador.",
    ),
    "MEASURE_DOMAIN_EMPTY": MultilingualText(
        "Nobody of the sample lies in the domain, so that there is nothing to measure. Please either take a wider domain, or leave the figure out.",
        "Personne de l’échantillon n’appartient au domaine : il n’y a rien à mesurer. Veuillez soit prendre un domaine plus large, soit omettre le chiffre.",
        "Nadie de la muestra pertenece al dominio, de modo que no hay nada que medir. Tome un dominio más amplio u omita la cifra.",
    ),
    "MEASURE_WEIGHTS_ZERO": MultilingualText(
        "All weights of the domain are zero, so that it stands for nobody. Please either correct the weights, or leave the figure out.",
        "Toutes les pondérations du domaine sont nulles : il ne représente personne. Veuillez soit corriger les pondérations, soit omettre le chiffre.",
        "Todas las ponderaciones del dominio son cero, de modo que no representa a nadie. Corrija las ponderaciones u omita la cifra.",
    ),
    "MEASURE_NOBODY_POOR": MultilingualText(
        "Nobody of the domain is poor, so that the poor have no median and no mean. Please either take a higher line, or read the rate, which is zero.",
        "Personne du domaine n’est pauvre : les pauvres n’ont ni médiane ni moyenne. Veuillez soit prendre un seuil plus élevé, soit lire le taux, qui est nul.",
        "Nadie del dominio es pobre, de modo que los pobres no tienen mediana ni media. Tome una línea más alta o lea la tasa, que es cero.",
    ),
    "MEASURE_LINE_NOT_POSITIVE": MultilingualText(
        "The poverty line is zero or negative, and no gap can be a share of it. Please either give a line above zero, or correct the incomes that set it.",
        "Le seuil de pauvreté est nul ou négatif : aucun écart ne peut en être une fraction. Veuillez soit donner un seuil positif, soit corriger les revenus qui le fixent.",
        "La línea de pobreza es cero o negativa, y ninguna brecha puede ser una fracción de ella. Indique una línea mayor que cero o corrija los ingresos que la fijan.",
    ),
    "MEASURE_SUM_NOT_POSITIVE": MultilingualText(
        "The incomes of the domain add up to zero or less, so that they cannot be shared out. Please either correct the incomes, or take a measure of poverty.",
        "La somme des revenus du domaine est nulle ou négative : ils ne peuvent être répartis. Veuillez soit corriger les revenus, soit prendre une mesure de la pauvreté.",
        "Los ingresos del dominio suman cero o menos, de modo que no pueden repartirse. Corrija los ingresos o tome una medida de pobreza.",
    ),
    "MEASURE_BOTTOM_SHARE_ZERO": MultilingualText(
        "The incomes of the poorest add up to zero or less, and nothing can be divided by them. Please either correct the incomes, or read the shares of income themselves.",
        "La somme des revenus des plus pauvres est nulle ou négative : rien ne peut être divisé par elle. Veuillez soit corriger les revenus, soit lire les parts de revenu elles-mêmes.",
        "Los ingresos de los más pobres suman cero o menos, y no se puede dividir por ellos. Corrija los ingresos o lea las propias participaciones en el ingreso.",
    ),
    "MEASURE_NONE_POSITIVE": MultilingualText(
        "No income of the domain is above zero, and the measure needs logarithms or powers of it. Please either correct the incomes, or take a measure that admits zero, such as the Gini coefficient.",
        "Aucun revenu du domaine n’est positif, alors que la mesure en prend le logarithme ou une puissance. Veuillez soit corriger les revenus, soit prendre une mesure qui admet zéro, comme le coefficient de Gini.",
        "Ningún ingreso del dominio es mayor que cero, y la medida toma su logaritmo o una potencia. Corrija los ingresos o tome una medida que admita el cero, como el coeficiente de Gini.",
    ),
    "MEASURE_NONPOSITIVE_LEFT_OUT": MultilingualText(
        "{measures}: rows left out, {count} of {rows}, because they have no amount above zero, of which logarithms, powers or quotients are taken; n counts them all the same. Please either read a measure in which they count, such as the Gini coefficient, or have the figure refused (nonpositive: refuse).",
        "{measures} : lignes écartées, {count} sur {rows}, car elles n’ont pas de montant positif, dont on prend le logarithme, une puissance ou un quotient ; n les compte néanmoins. Veuillez soit lire une mesure dans laquelle elles comptent, comme le coefficient de Gini, soit faire refuser le chiffre (convention « nonpositive », valeur « refuse »).",
        "{measures}: filas excluidas, {count} de {rows}, porque no tienen un importe mayor que cero, del que se toma el logaritmo, una potencia o un cociente; n las cuenta de todos modos. Lea una medida en la que cuenten, como el coeficiente de Gini, o haga que la cifra se rechace (nonpositive: refuse).",
    ),
    "MEASURE_MISSING_LEFT_OUT": MultilingualText(
        "{measures}: rows left out, {count} of {rows}, because what the measure needs (an amount, the age, the sex, an indicator) is empty there; n counts them all the same. Please either fill it in, or say with the figure whom it leaves out.",
        "{measures} : lignes écartées, {count} sur {rows}, car ce dont la mesure a besoin (un montant, l’âge, le sexe, un indicateur) y est vide ; n les compte néanmoins. Veuillez soit le compléter, soit indiquer avec le chiffre qui il laisse de côté.",
        "{measures}: filas excluidas, {count} de {rows}, porque lo que la medida necesita (un importe, la edad, el sexo, un indicador) está vacío en ellas; n las cuenta de todos modos. Complételo o indique con la cifra a quién deja fuera.",
    ),
    "MEASURE_NONPOSITIVE_REFUSED": MultilingualText(
        "Some incomes are zero or negative, the measure is not defined for them, and the convention is to refuse. Please either correct them, or have them left out: “nonpositive: leave_out” under “conventions”.",
        "Certains revenus sont nuls ou négatifs, la mesure n’est pas définie pour eux et la convention est de refuser. Veuillez soit les corriger, soit les faire écarter : « nonpositive: leave_out » sous « conventions ».",
        "Algunos ingresos son cero o negativos, la medida no está definida para ellos y la convención es rechazarlos. Corríjalos o haga que se excluyan: «nonpositive: leave_out» en «conventions».",
    ),
    "MEASURE_DENSITY_ZERO": MultilingualText(
        "All incomes of the domain are the same, so that they have no density and the error cannot be linearised. Please either use replicate weights, or give the figure without an error.",
        "Tous les revenus du domaine sont identiques : ils n’ont pas de densité et l’erreur ne peut être linéarisée. Veuillez soit utiliser des poids de réplication, soit donner le chiffre sans erreur.",
        "Todos los ingresos del dominio son iguales, de modo que no tienen densidad y el error no puede linealizarse. Use ponderaciones de réplica o dé la cifra sin error.",
    ),
    "MEASURE_NOT_FINITE": MultilingualText(
        "Some incomes or weights are too large or too small for the measure to be computed. Please either correct them, or give the incomes in a larger unit.",
        "Certains revenus ou pondérations sont trop grands ou trop petits pour que la mesure puisse être calculée. Veuillez soit les corriger, soit donner les revenus dans une unité plus grande.",
        "Algunos ingresos o ponderaciones son demasiado grandes o pequeños para calcular la medida. Corríjalos o dé los ingresos en una unidad mayor.",
    ),
    "MEASURE_SEX_MISSING": MultilingualText(
        "The gender pay gap compares men and women, and the design names no column of sex, or its categories are not known as men and women. Please either name the column with “sex” and its categories with “men” and “women”, or leave the measure out.",
        "L’écart de rémunération compare les hommes et les femmes, et le plan de sondage ne nomme pas de colonne du sexe, ou ses catégories ne sont pas reconnues comme hommes et femmes. Veuillez soit nommer la colonne avec « sex » et ses catégories avec « men » et « women », soit omettre la mesure.",
        "La brecha salarial compara a hombres y mujeres, y el diseño no nombra ninguna columna de sexo, o sus categorías no se reconocen como hombres y mujeres. Indique la columna con «sex» y sus categorías con «men» y «women», u omita la medida.",
    ),
    "MEASURE_SEX_EMPTY": MultilingualText(
        "The domain has no men or no women, so that their pay cannot be compared. Please either take a wider domain, or leave the figure out.",
        "Le domaine ne compte pas d’hommes ou pas de femmes : leurs rémunérations ne peuvent être comparées. Veuillez soit prendre un domaine plus large, soit omettre le chiffre.",
        "El dominio no tiene hombres o no tiene mujeres, de modo que sus salarios no pueden compararse. Tome un dominio más amplio u omita la cifra.",
    ),
    "MEASURE_MEN_WITHOUT_PAY": MultilingualText(
        "The pay of men is zero or negative, and no gap can be a share of it. Please either correct the pay, or leave the figure out.",
        "La rémunération des hommes est nulle ou négative : aucun écart ne peut en être une fraction. Veuillez soit corriger les rémunérations, soit omettre le chiffre.",
        "El salario de los hombres es cero o negativo, y ninguna brecha puede ser una fracción de él. Corrija los salarios u omita la cifra.",
    ),
    "MEASURE_QUANTILE_NOT_POSITIVE": MultilingualText(
        "The quantile that is divided by is not above zero, so there is no ratio. Please look at another measure.",
        "Le quantile au dénominateur n’est pas supérieur à zéro : il n’y a pas de rapport. Veuillez retenir une autre mesure.",
        "El cuantil del denominador no es mayor que cero, de modo que no hay razón. Elija otra medida.",
    ),
    "MEASURE_AGE_MISSING": MultilingualText(
        "The measure compares age groups, and no column of age is known. Please name it with “age” in the design file.",
        "La mesure compare des groupes d’âge et aucune colonne d’âge n’est connue. Veuillez l’indiquer par « age » dans le fichier du plan de sondage.",
        "La medida compara grupos de edad y no se conoce ninguna columna de edad. Indíquela con «age» en el archivo del diseño.",
    ),
    "MEASURE_AGE_EMPTY": MultilingualText(
        "Nobody is of that age and above, or nobody is younger, so there is nothing to compare. Please choose another age or domain.",
        "Personne n’a cet âge ou plus, ou personne n’est plus jeune : il n’y a rien à comparer. Veuillez choisir un autre âge ou domaine.",
        "Nadie tiene esa edad o más, o nadie es más joven, de modo que no hay nada que comparar. Elija otra edad u otro dominio.",
    ),
    "MEASURE_DIMENSIONS_MISSING": MultilingualText(
        "Multidimensional poverty needs dimensions, indicators and a cutoff, and none are declared. Please either declare them, or leave the measure out.",
        "La pauvreté multidimensionnelle demande des dimensions, des indicateurs et un seuil, et aucun n’est déclaré. Veuillez soit les déclarer, soit omettre la mesure.",
        "La pobreza multidimensional requiere dimensiones, indicadores y un umbral, y no se han declarado. Declárelos u omita la medida.",
    ),
    "MEASURE_INDICATORS_UNKNOWN": MultilingualText(
        "No person of the domain has all indicators of multidimensional poverty. Please either declare fewer indicators, or take a wider domain.",
        "Aucune personne du domaine n’a tous les indicateurs de la pauvreté multidimensionnelle. Veuillez soit déclarer moins d’indicateurs, soit prendre un domaine plus large.",
        "Ninguna persona del dominio tiene todos los indicadores de la pobreza multidimensional. Declare menos indicadores o tome un dominio más amplio.",
    ),
    "MEASURE_BASE_ZERO": MultilingualText(
        "The figure that the change is measured from is zero. Please either read the difference, or take another base.",
        "Le chiffre à partir duquel l’évolution est mesurée est nul. Veuillez soit lire la différence, soit prendre une autre base.",
        "La cifra desde la que se mide la variación es cero. Lea la diferencia o tome otra base.",
    ),
    "DIMENSIONS_FILE_UNREADABLE": MultilingualText(
        "The file of dimensions is not there or is no text in UTF-8. Please either correct its name, or save it again as text.",
        "Le fichier des dimensions n’existe pas ou n’est pas un texte en UTF-8. Veuillez soit corriger son nom, soit l’enregistrer à nouveau comme texte.",
        "El fichero de dimensiones no existe o no es un texto en UTF-8. Corrija su nombre o guárdelo de nuevo como texto.",
    ),
    "DIMENSIONS_EMPTY": MultilingualText(
        "There are no dimensions, or a dimension has no indicators, so that there is nothing to be deprived of. Please either add one with its column, or take the part out.",
        "Il n’y a pas de dimensions, ou une dimension n’a pas d’indicateurs : il n’y a rien dont être privé. Veuillez soit en ajouter un avec sa colonne, soit retirer cette partie.",
        "No hay dimensiones, o una dimensión no tiene indicadores, de modo que no hay nada de lo que carecer. Añada uno con su columna o retire esta parte.",
    ),
    "DIMENSIONS_CUTOFF_UNFIT": MultilingualText(
        "The cutoff “{value}” is no share of weighted deprivations. Please give a number above 0 and at most 1, such as 1/3.",
        "Le seuil « {value} » n’est pas une part des privations pondérées. Veuillez donner un nombre supérieur à 0 et d’au plus 1, comme 1/3.",
        "El umbral «{value}» no es una proporción de privaciones ponderadas. Indique un número mayor que 0 y de 1 como máximo, como 1/3.",
    ),
    "DIMENSIONS_WEIGHT_UNFIT": MultilingualText(
        "The weight “{value}” is not a number above zero. Please either correct it, or leave it out: weights are then equal.",
        "La pondération « {value} » n’est pas un nombre positif. Veuillez soit la corriger, soit l’omettre : les pondérations sont alors égales.",
        "La ponderación «{value}» no es un número mayor que cero. Corríjala u omítala: las ponderaciones serán entonces iguales.",
    ),
    "DIMENSIONS_RELATION_UNFIT": MultilingualText(
        "It is not clear who is deprived: one relation with its number is needed. Please give one of {allowed}, such as “below: 6” or “equal_to: [3, 4]”.",
        "On ne sait pas qui est privé : il faut une relation avec son nombre. Veuillez en donner une parmi {allowed}, par exemple « below: 6 » ou « equal_to: [3, 4] ».",
        "No está claro quién sufre la privación: hace falta una relación con su número. Indique una de {allowed}, por ejemplo «below: 6» o «equal_to: [3, 4]».",
    ),
    "DIMENSIONS_NAME_TWICE": MultilingualText(
        "“{name}” is the name of two indicators, or of an indicator and a dimension, so that measures could not tell them apart. Please rename one of them.",
        "« {name} » est le nom de deux indicateurs, ou d’un indicateur et d’une dimension : les mesures ne pourraient les distinguer. Veuillez renommer l’un d’eux.",
        "«{name}» es el nombre de dos indicadores, o de un indicador y una dimensión, de modo que las medidas no podrían distinguirlos. Cambie el nombre de uno de ellos.",
    ),
    "DIMENSIONS_COLUMN_MISSING": MultilingualText(
        "The deprivation is read from the column “{column}”, which is not among the columns of numbers: {known}. Please either correct the name, or add the column.",
        "La privation se lit dans la colonne « {column} », qui n’est pas parmi les colonnes de nombres : {known}. Veuillez soit corriger le nom, soit ajouter la colonne.",
        "La privación se lee de la columna «{column}», que no está entre las columnas de números: {known}. Corrija el nombre o añada la columna.",
    ),
}
