"""Messages of benefits in surveys."""

from openssi.vocabulary.text import MultilingualText

BENEFITS: dict[str, MultilingualText] = {
    "BENEFITS_NO_TRANSFERS": MultilingualText(
        "The design names no transfer, so that nobody can be seen to receive anything. Please either list the columns of transfers under “transfers”, or use “openssi survey estimate” for measures without transfers.",
        "Le plan ne nomme aucun transfert ; on ne peut donc voir qui reçoit quoi. Veuillez soit énumérer les colonnes de transferts sous « transfers », soit utiliser « openssi survey estimate » pour les mesures sans transferts.",
        "El diseño no nombra ninguna transferencia, por lo que no se ve quién recibe qué. Enumere las columnas de transferencias en «transfers», o use «openssi survey estimate» para las medidas sin transferencias.",
    ),
    "BENEFITS_CLASS_MISSING": MultilingualText(
        "The design does not say of which class “{transfer}” is, so that it belongs to no group of programmes. Please write after “class” either social_assistance, social_insurance or labour_market, or private for money that is no social protection.",
        "Le plan ne dit pas de quelle classe est « {transfer} » ; il n’appartient donc à aucun groupe de programmes. Veuillez écrire sous « class » soit social_assistance, social_insurance ou labour_market, soit private pour l’argent qui ne relève pas de la protection sociale.",
        "El diseño no dice de qué clase es «{transfer}», por lo que no pertenece a ningún grupo de programas. Escriba en «class» social_assistance, social_insurance o labour_market, o private para el dinero que no es protección social.",
    ),
    "BENEFITS_ANSWER_UNKNOWN": MultilingualText(
        "It is not known whether “{answer}” in the column “{column}” means yes or no. Please either write 1 and 0 or yes and no, or list the answers that mean yes under “yes” in the design; there are: {known}.",
        "On ne sait pas si « {answer} » dans la colonne « {column} » veut dire oui ou non. Veuillez soit écrire 1 et 0 ou oui et non, soit énumérer sous « yes » dans le plan les réponses qui veulent dire oui ; il y a : {known}.",
        "No se sabe si «{answer}» en la columna «{column}» significa sí o no. Escriba 1 y 0 o sí y no, o enumere en «yes» del diseño las respuestas que significan sí; hay: {known}.",
    ),
    "BENEFITS_NAME_TAKEN": MultilingualText(
        "Two things would be called “{name}”: programmes are told apart by name, and all, social_assistance, social_insurance and labour_market are names of groups. Please either rename the transfer or leave one of the two out.",
        "Deux choses s’appelleraient « {name} » : les programmes se distinguent par leur nom, et all, social_assistance, social_insurance et labour_market sont des noms de groupes. Veuillez soit renommer le transfert, soit retirer l’un des deux.",
        "Dos cosas se llamarían «{name}»: los programas se distinguen por su nombre, y all, social_assistance, social_insurance y labour_market son nombres de grupos. Cambie el nombre de la transferencia o quite una de las dos.",
    ),
    "BENEFITS_CHART_EMPTY": MultilingualText(
        "There is nothing to draw: no figure of the chart “{kind}” exists for “{programme}”. Please either choose another programme or another chart, or read in the table why there is no figure.",
        "Il n’y a rien à dessiner : aucun chiffre du graphique « {kind} » n’existe pour « {programme} ». Veuillez soit choisir un autre programme ou un autre graphique, soit lire dans le tableau pourquoi il n’y a pas de chiffre.",
        "No hay nada que dibujar: no existe ninguna cifra del gráfico «{kind}» para «{programme}». Elija otro programa u otro gráfico, o lea en la tabla por qué no hay cifra.",
    ),
    "BENEFITS_CHART_UNFIT": MultilingualText(
        "A chart is written as SVG or PNG, and “{name}” ends otherwise. Please name a file that ends in .svg or .png.",
        "Un graphique s’écrit en SVG ou PNG, et « {name} » se termine autrement. Veuillez nommer un fichier en .svg ou .png.",
        "Un gráfico se escribe como SVG o PNG, y «{name}» termina de otro modo. Indique un archivo que termine en .svg o .png.",
    ),
    "BENEFITS_TARGET_UNFIT": MultilingualText(
        "“{text}” names no target group. Please write the column, = and the group, such as age_group=65+; these columns divide the population: {known}.",
        "« {text} » ne nomme pas de groupe cible. Veuillez écrire la colonne, = et le groupe, comme age_group=65+ ; ces colonnes divisent la population : {known}.",
        "«{text}» no nombra ningún grupo destinatario. Escriba la columna, = y el grupo, como age_group=65+; estas columnas dividen la población: {known}.",
    ),
    "BENEFITS_TRANSFER_MISSING": MultilingualText(
        "The amount of “{transfer}” is missing or infinite (rows: {rows}; the first is named): it is not known whether something was received. Please either write 0 where nothing was received, or leave those households out and say so.",
        "Le montant de « {transfer} » manque ou est infini (lignes : {rows} ; la première est nommée) : on ne sait pas si quelque chose a été reçu. Veuillez soit écrire 0 là où rien n’a été reçu, soit exclure ces ménages et le dire.",
        "El importe de «{transfer}» falta o es infinito (filas: {rows}; se nombra la primera): no se sabe si se recibió algo. Escriba 0 donde no se recibió nada, o excluya esos hogares e indíquelo.",
    ),
    "BENEFITS_TRANSFER_NEGATIVE": MultilingualText(
        "The amount of “{transfer}” is negative (rows: {rows}; the first is named): a transfer received is zero or more, and money paid back would be counted as a benefit of others. Please either correct the amounts, or keep repayments in a column of their own.",
        "Le montant de « {transfer} » est négatif (lignes : {rows} ; la première est nommée) : un transfert reçu est nul ou positif, et l’argent remboursé compterait comme une prestation d’autrui. Veuillez soit corriger les montants, soit tenir les remboursements dans une colonne à part.",
        "El importe de «{transfer}» es negativo (filas: {rows}; se nombra la primera): una transferencia recibida es cero o más, y el dinero devuelto contaría como prestación de otros. Corrija los importes, o lleve las devoluciones en una columna aparte.",
    ),
    "BENEFITS_HOUSEHOLD_DIFFERS": MultilingualText(
        "“{transfer}” is paid per household, but members of one household have different amounts (rows: {rows}; the first is named). Please either write the amount of the household on the row of every member, or say “per: person”.",
        "« {transfer} » est versé par ménage, mais les membres d’un même ménage ont des montants différents (lignes : {rows} ; la première est nommée). Veuillez soit écrire le montant du ménage à la ligne de chaque membre, soit indiquer « per: person ».",
        "«{transfer}» se paga por hogar, pero los miembros de un mismo hogar tienen importes distintos (filas: {rows}; se nombra la primera). Escriba el importe del hogar en la fila de cada miembro, o indique «per: person».",
    ),
    "BENEFITS_SIZE_NOT_POSITIVE": MultilingualText(
        "The size of the household is missing, zero or negative (rows: {rows}; the first is named); the money of a household cannot be divided by it. Please either correct it, or leave the column out of the design so that the rows of each household are counted.",
        "La taille du ménage manque, est nulle ou négative (lignes : {rows} ; la première est nommée) ; l’argent d’un ménage ne peut être divisé par elle. Veuillez soit la corriger, soit retirer la colonne du plan pour que les lignes de chaque ménage soient comptées.",
        "El tamaño del hogar falta, es cero o negativo (filas: {rows}; se nombra la primera); el dinero de un hogar no puede dividirse por él. Corríjalo, o quite la columna del diseño para que se cuenten las filas de cada hogar.",
    ),
    "BENEFITS_LINE_NOT_POSITIVE": MultilingualText(
        "The poverty line is {line}: gaps are shares of the line, so that it has to be above zero. Please either give a line with --line, in the currency and for the period of the file, or check the welfare of the file.",
        "Le seuil de pauvreté est {line} : les écarts sont des parts du seuil, qui doit donc être supérieur à zéro. Veuillez soit donner un seuil avec --line, dans la monnaie et pour la période du fichier, soit vérifier le bien-être du fichier.",
        "La línea de pobreza es {line}: las brechas son proporciones de la línea, que debe ser mayor que cero. Dé una línea con --line, en la moneda y para el período del archivo, o revise el bienestar del archivo.",
    ),
    "BENEFITS_PROGRAMME_UNKNOWN": MultilingualText(
        "There is no programme “{name}”. The nearest is “{nearest}”. Please either add it to the transfers of the design, or use one of these names: {known}.",
        "Il n’y a pas de programme « {name} ». Le plus proche est « {nearest} ». Veuillez soit l’ajouter aux transferts du plan, soit utiliser l’un de ces noms : {known}.",
        "No hay ningún programa «{name}». El más parecido es «{nearest}». Añádalo a las transferencias del diseño, o use uno de estos nombres: {known}.",
    ),
    "BENEFITS_INDICATOR_UNKNOWN": MultilingualText(
        "There is no indicator “{name}” of programmes in surveys. The nearest is “{nearest}”. Please either correct it, or use one of these: {known}.",
        "Il n’y a pas d’indicateur « {name} » des programmes dans les enquêtes. Le plus proche est « {nearest} ». Veuillez soit le corriger, soit utiliser l’un de ceux-ci : {known}.",
        "No hay ningún indicador «{name}» de los programas en las encuestas. El más parecido es «{nearest}». Corríjalo, o use uno de estos: {known}.",
    ),
    "BENEFITS_BOTTOM_UNFIT": MultilingualText(
        "The poorest {percent} per cent are no part of the population that can be held against the whole. Please give a number above 0 and below 100, such as 40 or 20.",
        "Les {percent} pour cent les plus pauvres ne sont pas une partie de la population que l’on puisse comparer au tout. Veuillez donner un nombre supérieur à 0 et inférieur à 100, comme 40 ou 20.",
        "El {percent} por ciento más pobre no es una parte de la población que pueda compararse con el total. Dé un número mayor que 0 y menor que 100, como 40 o 20.",
    ),
    "BENEFITS_DOMAIN_EMPTY": MultilingualText(
        "Nobody in the file belongs to this group, or all its weights are zero, so that there is no figure. Please either choose another group, or check the column that divides the population.",
        "Personne dans le fichier n’appartient à ce groupe, ou tous ses poids sont nuls ; il n’y a donc pas de chiffre. Veuillez soit choisir un autre groupe, soit vérifier la colonne qui divise la population.",
        "Nadie en el archivo pertenece a este grupo, o todos sus pesos son cero; por eso no hay cifra. Elija otro grupo, o revise la columna que divide la población.",
    ),
    "BENEFITS_FIFTH_EMPTY": MultilingualText(
        "So many persons have the same welfare that nobody is left in this fifth (or in this group of it). Please either read the fifths beside it, which hold those persons, or use a measure of welfare with fewer ties.",
        "Tant de personnes ont le même bien-être qu’il ne reste personne dans ce cinquième (ou dans ce groupe). Veuillez soit lire les cinquièmes voisins, qui contiennent ces personnes, soit utiliser une mesure du bien-être avec moins d’ex æquo.",
        "Tantas personas tienen el mismo bienestar que no queda nadie en este quinto (o en este grupo de él). Lea los quintos vecinos, que contienen a esas personas, o use una medida del bienestar con menos empates.",
    ),
    "BENEFITS_NOBODY_RECEIVES": MultilingualText(
        "Nobody in the group receives the transfer, so that there is nothing to divide. Please either read the coverage, which is zero, or check that the column holds the amounts.",
        "Personne dans le groupe ne reçoit le transfert ; il n’y a donc rien à répartir. Veuillez soit lire la couverture, qui est nulle, soit vérifier que la colonne contient les montants.",
        "Nadie en el grupo recibe la transferencia; por eso no hay nada que repartir. Lea la cobertura, que es cero, o compruebe que la columna contiene los importes.",
    ),
    "BENEFITS_TARGET_EMPTY": MultilingualText(
        "Nobody in the group is of the target group, so that it cannot be said whom the programme misses. Please either choose another target or line, or read the coverage.",
        "Personne dans le groupe n’appartient au groupe cible ; on ne peut donc dire qui le programme manque. Veuillez soit choisir une autre cible ou un autre seuil, soit lire la couverture.",
        "Nadie en el grupo pertenece al grupo destinatario; por eso no puede decirse a quién no llega el programa. Elija otro grupo destinatario u otra línea, o lea la cobertura.",
    ),
    "BENEFITS_TARGET_RECEIVES_NOTHING": MultilingualText(
        "The poor receive nothing from the programme, so that nothing of it can go beyond the line. Please either read the coverage of the poor, or choose another programme.",
        "Les pauvres ne reçoivent rien du programme ; rien ne peut donc dépasser le seuil. Veuillez soit lire la couverture des pauvres, soit choisir un autre programme.",
        "Los pobres no reciben nada del programa; por eso nada puede sobrepasar la línea. Lea la cobertura de los pobres, o elija otro programa.",
    ),
    "BENEFITS_NOBODY_POOR_BEFORE": MultilingualText(
        "Nobody in the group is poor before the programme, so that there is no poverty to reduce. Please either choose a higher line, or read the difference, which is zero.",
        "Personne dans le groupe n’est pauvre avant le programme ; il n’y a donc pas de pauvreté à réduire. Veuillez soit choisir un seuil plus élevé, soit lire la différence, qui est nulle.",
        "Nadie en el grupo es pobre antes del programa; por eso no hay pobreza que reducir. Elija una línea más alta, o lea la diferencia, que es cero.",
    ),
    "BENEFITS_NO_INEQUALITY_BEFORE": MultilingualText(
        "Everybody in the group has the same welfare before the programme, so that there is no inequality to reduce. Please either read the difference, or choose another group.",
        "Tous dans le groupe ont le même bien-être avant le programme ; il n’y a donc pas d’inégalité à réduire. Veuillez soit lire la différence, soit choisir un autre groupe.",
        "Todos en el grupo tienen el mismo bienestar antes del programa; por eso no hay desigualdad que reducir. Lea la diferencia, o elija otro grupo.",
    ),
    "BENEFITS_WELFARE_NOT_POSITIVE": MultilingualText(
        "The welfare that the transfers would be a share of is not above zero. Please either check the welfare of the file, or choose another group.",
        "Le bien-être dont les transferts seraient une part n’est pas supérieur à zéro. Veuillez soit vérifier le bien-être du fichier, soit choisir un autre groupe.",
        "El bienestar del que las transferencias serían una parte no es mayor que cero. Revise el bienestar del archivo, o elija otro grupo.",
    ),
    "BENEFITS_NOT_POSITIVE_LEFT_OUT": MultilingualText(
        "Beneficiaries whose welfare is zero or below have no share of it and are left out of this mean. Please either read the adequacy, in which they count, or write “nonpositive: refuse” under “conventions”.",
        "Les bénéficiaires dont le bien-être est nul ou négatif n’en ont pas de part et sont exclus de cette moyenne. Veuillez soit lire l’adéquation, où ils comptent, soit écrire « nonpositive: refuse » sous « conventions ».",
        "Los beneficiarios cuyo bienestar es cero o negativo no tienen una proporción de él y quedan fuera de esta media. Lea la suficiencia, en la que cuentan, o escriba «nonpositive: refuse» en «conventions».",
    ),
    "BENEFITS_TOO_LARGE": MultilingualText(
        "Amounts are so large that the figure cannot be held as a number. Please either correct them, or count in a larger unit of the currency.",
        "Les montants sont si grands que le chiffre ne tient pas dans un nombre. Veuillez soit les corriger, soit compter dans une plus grande unité de la monnaie.",
        "Los importes son tan grandes que la cifra no cabe en un número. Corríjalos, o cuente en una unidad mayor de la moneda.",
    ),
    "BENEFITS_NO_ERROR": MultilingualText(
        "The design gives no standard error: a stratum has a single PSU, the figure does not exist for some replicate weights, or amounts are too large. Please either choose what is done with such strata (single_psu), or join strata.",
        "Le plan ne donne pas d’erreur type : une strate n’a qu’une UPE, le chiffre n’existe pas pour certains poids répliqués, ou des montants sont trop grands. Veuillez soit choisir le traitement de ces strates (single_psu), soit réunir des strates.",
        "El diseño no da error estándar: un estrato tiene una sola UPM, la cifra no existe para algunos pesos replicados, o hay importes demasiado grandes. Elija qué se hace con esos estratos (single_psu), o una estratos.",
    ),
    "BENEFITS_FIGURE_UNFIT": MultilingualText(
        "“{text}” is no administrative figure. Please write the indicator, = and the percentage, such as SDG_1_3_1_OLD_AGE=63.2; these indicators can be compared: {known}.",
        "« {text} » n’est pas un chiffre administratif. Veuillez écrire l’indicateur, = et le pourcentage, comme SDG_1_3_1_OLD_AGE=63.2 ; ces indicateurs peuvent être comparés : {known}.",
        "«{text}» no es una cifra administrativa. Escriba el indicador, = y el porcentaje, como SDG_1_3_1_OLD_AGE=63.2; pueden compararse estos indicadores: {known}.",
    ),
}
