"""Messages of the room `aggregate`."""

from openssi.vocabulary.text import MultilingualText

AGGREGATE: dict[str, MultilingualText] = {
    "AGGREGATE_WEIGHT_NOT_POSITIVE": MultilingualText(
        "{item} is zero or negative ({years}) in {countries}, which therefore do not count by it. Please either correct the number or leave the cell empty.",
        "{item} est nul ou négatif ({years}) dans {countries}, qui ne comptent donc pas avec cette pondération. Veuillez soit corriger le nombre, soit laisser la cellule vide.",
        "{item} es cero o negativo ({years}) en {countries}, que por ello no cuentan con esa ponderación. Corrija el número o deje la celda vacía.",
    ),
    "AGGREGATE_WEIGHT_CURRENCY": MultilingualText(
        "{item} is in national currency and there is no exchange rate X.FX_AVG ({years}) for {countries}, so that it cannot be added to that of other countries. Please either add the exchange rate or give the amount in US dollars.",
        "{item} est exprimé en monnaie nationale et le taux de change X.FX_AVG manque ({years}) pour {countries}, de sorte qu’il ne peut être ajouté à celui d’autres pays. Veuillez soit ajouter le taux de change, soit indiquer le montant en dollars des États-Unis.",
        "{item} está en moneda nacional y falta el tipo de cambio X.FX_AVG ({years}) de {countries}, de modo que no puede sumarse al de otros países. Añada el tipo de cambio o indique el importe en dólares de los Estados Unidos.",
    ),
    "AGGREGATE_WEIGHT_MISSING": MultilingualText(
        "{indicator}: {countries} have a value and no weight {item} within five years ({years}), and do not count in the aggregates. Please either load the weight or accept that they are left out.",
        "{indicator} : {countries} ont une valeur mais aucune pondération {item} à moins de cinq ans ({years}), et ne comptent pas dans les agrégats. Veuillez soit charger la pondération, soit accepter que ces pays soient laissés de côté.",
        "{indicator}: {countries} tienen un valor y ninguna ponderación {item} a menos de cinco años ({years}), y no cuentan en los agregados. Cargue la ponderación o acepte que queden fuera.",
    ),
    "AGGREGATE_WEIGHT_ABSENT": MultilingualText(
        "{indicator}: no country has the weight {item} ({years}), so that there is no aggregate; values exist for {countries}. Please either load the weight or declare another one for the indicator.",
        "{indicator} : aucun pays n’a la pondération {item} ({years}), de sorte qu’il n’y a pas d’agrégat ; des valeurs existent pour {countries}. Veuillez soit charger la pondération, soit en déclarer une autre pour l’indicateur.",
        "{indicator}: ningún país tiene la ponderación {item} ({years}), de modo que no hay agregado; existen valores de {countries}. Cargue la ponderación o declare otra para el indicador.",
    ),
    "AGGREGATE_WEIGHT_IMPLAUSIBLE": MultilingualText(
        "{item} is out of proportion to {other} ({years}) in {countries}: most likely one is in thousands and the other in units. They count as loaded. Please either correct the multiplier or confirm the number.",
        "{item} est hors de proportion avec {other} ({years}) dans {countries} : l’un est sans doute en milliers et l’autre en unités. Les pays comptent tels qu’ils ont été chargés. Veuillez soit corriger le multiplicateur, soit confirmer le nombre.",
        "{item} no guarda proporción con {other} ({years}) en {countries}: lo más probable es que uno esté en miles y el otro en unidades. Los países cuentan tal como se cargaron. Corrija el multiplicador o confirme el número.",
    ),
    "AGGREGATE_COUNTRY_OUTSIDE": MultilingualText(
        "{countries} have values ({years}) and belong to no group, not even to the world, in those years, so that they count nowhere. Please either add the memberships with their years or accept that they are left out.",
        "{countries} ont des valeurs ({years}) mais n’appartiennent à aucun groupe ces années-là, pas même au monde, et ne comptent donc nulle part. Veuillez soit ajouter les appartenances avec leurs années, soit accepter que ces pays soient laissés de côté.",
        "{countries} tienen valores ({years}) y no pertenecen a ningún grupo en esos años, ni siquiera al mundo, por lo que no cuentan en ninguna parte. Añada las pertenencias con sus años o acepte que queden fuera.",
    ),
    "AGGREGATE_SUCCESSORS_SET_ASIDE": MultilingualText(
        "{indicator}: {other} and what followed it, {countries}, both have a value ({years}). {other} counts in the years in which it existed, the others do not, so that nobody counts twice. Please either remove one of the values or leave it so.",
        "{indicator} : {other} et ce qui lui a succédé, {countries}, ont chacun une valeur ({years}). {other} compte pour les années de son existence, les autres non, de sorte que personne n’est compté deux fois. Veuillez soit supprimer l’une des valeurs, soit en rester là.",
        "{indicator}: {other} y lo que le sucedió, {countries}, tienen cada uno un valor ({years}). {other} cuenta en los años en que existió y los demás no, de modo que nadie cuenta dos veces. Elimine uno de los valores o déjelo así.",
    ),
    "AGGREGATE_MEMBERSHIP_TWICE": MultilingualText(
        "{countries} are in two groups of {grouping} at once ({years}) and count in both. Please either end one membership before the other begins or declare that the grouping overlaps.",
        "{countries} sont dans deux groupes de {grouping} à la fois ({years}) et comptent dans les deux. Veuillez soit mettre fin à une appartenance avant que l’autre ne commence, soit déclarer que les groupes se recoupent.",
        "{countries} están en dos grupos de {grouping} a la vez ({years}) y cuentan en ambos. Termine una pertenencia antes de que empiece la otra o declare que los grupos se solapan.",
    ),
    "AGGREGATE_MEMBERSHIP_UNDATED": MultilingualText(
        "The membership of {countries} in {grouping} has no first or no last year and does not count. Please either add the year or remove the row.",
        "L’appartenance de {countries} à {grouping} n’a pas de première ou de dernière année et ne compte pas. Veuillez soit ajouter l’année, soit supprimer la ligne.",
        "La pertenencia de {countries} a {grouping} no tiene primer o último año y no cuenta. Añada el año o elimine la fila.",
    ),
    "AGGREGATE_GROUP_UNKNOWN": MultilingualText(
        "{countries} are said to belong to {other} of {grouping}, which is not defined. Please either define the group or correct the code.",
        "{countries} sont dits appartenir à {other} de {grouping}, qui n’est pas défini. Veuillez soit définir le groupe, soit corriger le code.",
        "Se dice que {countries} pertenecen a {other} de {grouping}, que no está definido. Defina el grupo o corrija el código.",
    ),
    "AGGREGATE_METHOD_FELL_BACK": MultilingualText(
        "{indicator}: {countries} were imputed by the method {other} ({years}), because what the declared method needs is missing. Please either load what is missing or accept the other method.",
        "{indicator} : {countries} ont fait l’objet d’une imputation par la méthode {other} ({years}), faute de ce que demande la méthode déclarée. Veuillez soit charger ce qui manque, soit accepter l’autre méthode.",
        "{indicator}: {countries} se imputaron con el método {other} ({years}), porque falta lo que necesita el método declarado. Cargue lo que falta o acepte el otro método.",
    ),
    "AGGREGATE_METHOD_TOO_FEW": MultilingualText(
        "{indicator}, sex {other}: in years between {years} too few countries have a value for the regression, and the missing ones were imputed by its fallback. Please either wait for more values or accept the fallback.",
        "{indicator}, sexe {other} : pour des années de la période {years}, trop peu de pays ont une valeur pour la régression, et les manquants ont fait l’objet d’une imputation par la méthode de repli. Veuillez soit attendre d’autres valeurs, soit accepter la méthode de repli.",
        "{indicator}, sexo {other}: en años del período {years} muy pocos países tienen un valor para la regresión, y los que faltan se imputaron con el método de reserva. Espere más valores o acepte el método de reserva.",
    ),
}
