"""Messages of the room `aggregate`."""

from openssi.vocabulary.text import MultilingualText

AGGREGATE: dict[str, MultilingualText] = {
    "AGGREGATE_WEIGHT_NOT_POSITIVE": MultilingualText(
        "{item} is zero or negative ({years}), and these countries do not count by it: {countries}. Please either correct the number or leave the cell empty.",
        "{item} est nul ou négatif ({years}), et les pays suivants ne comptent pas avec cette pondération : {countries}. Veuillez soit corriger le nombre, soit laisser la cellule vide.",
        "{item} es cero o negativo ({years}), y los países siguientes no cuentan con esa ponderación: {countries}. Corrija el número o deje la celda vacía.",
    ),
    "AGGREGATE_WEIGHT_CURRENCY": MultilingualText(
        "{item} is in national currency and the exchange rate X.FX_AVG is missing ({years}), so that it cannot be added to that of other countries: {countries}. Please either add the exchange rate or give the amount in US dollars.",
        "{item} est exprimé en monnaie nationale et le taux de change X.FX_AVG manque ({years}), de sorte que le montant ne peut être ajouté à celui d’autres pays : {countries}. Veuillez soit ajouter le taux de change, soit indiquer le montant en dollars des États-Unis.",
        "{item} está en moneda nacional y falta el tipo de cambio X.FX_AVG ({years}), de modo que el importe no puede sumarse al de otros países: {countries}. Añada el tipo de cambio o indique el importe en dólares de los Estados Unidos.",
    ),
    "AGGREGATE_WEIGHT_MISSING": MultilingualText(
        "{indicator}: a value and no weight {item} within five years ({years}), so that these countries do not count in the aggregates: {countries}. Please either load the weight or accept that they are left out.",
        "{indicator} : une valeur mais aucune pondération {item} à moins de cinq ans ({years}), de sorte que les pays suivants ne comptent pas dans les agrégats : {countries}. Veuillez soit charger la pondération, soit accepter que ces pays soient laissés de côté.",
        "{indicator}: un valor y ninguna ponderación {item} a menos de cinco años ({years}), de modo que los países siguientes no cuentan en los agregados: {countries}. Cargue la ponderación o acepte que queden fuera.",
    ),
    "AGGREGATE_WEIGHT_ABSENT": MultilingualText(
        "{indicator}: no country has the weight {item} ({years}), so that there is no aggregate. Countries with a value: {countries}. Please either load the weight or declare another one for the indicator.",
        "{indicator} : aucun pays n’a la pondération {item} ({years}), de sorte qu’il n’y a pas d’agrégat. Pays qui ont une valeur : {countries}. Veuillez soit charger la pondération, soit en déclarer une autre pour l’indicateur.",
        "{indicator}: ningún país tiene la ponderación {item} ({years}), de modo que no hay agregado. Países con un valor: {countries}. Cargue la ponderación o declare otra para el indicador.",
    ),
    "AGGREGATE_WEIGHT_IMPLAUSIBLE": MultilingualText(
        "{item} is out of proportion to {other} ({years}): most likely one is in thousands and the other in units. These countries count as loaded: {countries}. Please either correct the multiplier or confirm the number.",
        "{item} est hors de proportion avec {other} ({years}) : l’un est sans doute en milliers et l’autre en unités. Les pays suivants comptent tels qu’ils ont été chargés : {countries}. Veuillez soit corriger le multiplicateur, soit confirmer le nombre.",
        "{item} no guarda proporción con {other} ({years}): lo más probable es que uno esté en miles y el otro en unidades. Los países siguientes cuentan tal como se cargaron: {countries}. Corrija el multiplicador o confirme el número.",
    ),
    "AGGREGATE_COUNTRY_OUTSIDE": MultilingualText(
        "Countries with values ({years}) that belong to no group in those years, not even to the world, and count nowhere: {countries}. Please either add the memberships with their years or accept that they are left out.",
        "Pays qui ont des valeurs ({years}) mais n’appartiennent à aucun groupe ces années-là, pas même au monde, et ne comptent nulle part : {countries}. Veuillez soit ajouter les appartenances avec leurs années, soit accepter que ces pays soient laissés de côté.",
        "Países con valores ({years}) que no pertenecen a ningún grupo en esos años, ni siquiera al mundo, y no cuentan en ninguna parte: {countries}. Añada las pertenencias con sus años o acepte que queden fuera.",
    ),
    "AGGREGATE_SUCCESSORS_SET_ASIDE": MultilingualText(
        "{indicator}: {other} has a value ({years}) and so has what followed it: {countries}. {other} counts in the years in which it existed and what followed it does not, so that nobody counts twice. Please either remove one of the values or leave it so.",
        "{indicator} : {other} a une valeur ({years}), de même que ce qui lui a succédé : {countries}. {other} compte pour les années de son existence et ce qui lui a succédé ne compte pas, de sorte que personne n’est compté deux fois. Veuillez soit supprimer l’une des valeurs, soit en rester là.",
        "{indicator}: {other} tiene un valor ({years}) y también lo que le sucedió: {countries}. {other} cuenta en los años en que existió y lo que le sucedió no cuenta, de modo que nadie cuenta dos veces. Elimine uno de los valores o déjelo así.",
    ),
    "AGGREGATE_MEMBERSHIP_TWICE": MultilingualText(
        "Countries in two groups of {grouping} at once ({years}), which count in both: {countries}. Please either end one membership before the other begins or declare that the grouping overlaps.",
        "Pays dans deux groupes de {grouping} à la fois ({years}), qui comptent dans les deux : {countries}. Veuillez soit mettre fin à une appartenance avant que l’autre ne commence, soit déclarer que les groupes se recoupent.",
        "Países en dos grupos de {grouping} a la vez ({years}), que cuentan en ambos: {countries}. Termine una pertenencia antes de que empiece la otra o declare que los grupos se solapan.",
    ),
    "AGGREGATE_MEMBERSHIP_UNDATED": MultilingualText(
        "Memberships in {grouping} without a first or a last year, which do not count: {countries}. Please either add the year or remove the row.",
        "Appartenances à {grouping} sans première ou sans dernière année, qui ne comptent pas : {countries}. Veuillez soit ajouter l’année, soit supprimer la ligne.",
        "Pertenencias a {grouping} sin primer o sin último año, que no cuentan: {countries}. Añada el año o elimine la fila.",
    ),
    "AGGREGATE_GROUP_UNKNOWN": MultilingualText(
        "The group {other} of {grouping} is not defined and has members: {countries}. Please either define the group or correct the code.",
        "Le groupe {other} de {grouping} n’est pas défini et a des membres : {countries}. Veuillez soit définir le groupe, soit corriger le code.",
        "El grupo {other} de {grouping} no está definido y tiene miembros: {countries}. Defina el grupo o corrija el código.",
    ),
    "AGGREGATE_METHOD_FELL_BACK": MultilingualText(
        "{indicator}: imputed by the method {other} ({years}), because what the declared method needs is missing: {countries}. Please either load what is missing or accept the other method.",
        "{indicator} : imputation par la méthode {other} ({years}), faute de ce que demande la méthode déclarée : {countries}. Veuillez soit charger ce qui manque, soit accepter l’autre méthode.",
        "{indicator}: imputación con el método {other} ({years}), porque falta lo que necesita el método declarado: {countries}. Cargue lo que falta o acepte el otro método.",
    ),
    "AGGREGATE_METHOD_TOO_FEW": MultilingualText(
        "{indicator}, sex {other}: too few countries have a value for the regression in some years ({years}), and the missing ones were imputed by its fallback. Please either wait for more values or accept the fallback.",
        "{indicator}, sexe {other} : certaines années ({years}), trop peu de pays ont une valeur pour la régression, et les pays manquants ont fait l’objet d’une imputation par la méthode de repli. Veuillez soit attendre d’autres valeurs, soit accepter la méthode de repli.",
        "{indicator}, sexo {other}: en algunos años ({years}) muy pocos países tienen un valor para la regresión, y los que faltan se imputaron con el método de reserva. Espere más valores o acepte el método de reserva.",
    ),
}
