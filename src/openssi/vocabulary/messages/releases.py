"""Messages on releases: levels, embargoes, dates, and files that changed."""

from openssi.vocabulary.text import MultilingualText

RELEASES: dict[str, MultilingualText] = {
    "RELEASE_NEEDS_SIGN_IN": MultilingualText(
        "The release “{release}” is for registered readers. Please sign in, or choose one of: {known}.",
        "La publication «\u00a0{release}\u00a0» est réservée aux lecteurs inscrits. Veuillez vous identifier, ou choisir parmi\u00a0: {known}.",
        "La publicación «{release}» es para lectores registrados. Inicie sesión o elija una de estas: {known}.",
    ),
    "RELEASE_DAMAGED": MultilingualText(
        "The release “{release}” cannot be read: these of its files are missing or are no longer what was published: {files}. Please either restore them from a copy of the folder, or choose another release; “openssi releases verify” names every such file.",
        "La publication «\u00a0{release}\u00a0» est illisible\u00a0: ces fichiers manquent ou ne sont plus ce qui a été publié\u00a0: {files}. Veuillez soit les restaurer à partir d’une copie du dossier, soit choisir une autre publication\u00a0; «\u00a0openssi releases verify\u00a0» nomme tous ces fichiers.",
        "La publicación «{release}» no se puede leer: estos archivos faltan o ya no son lo que se publicó: {files}. Restáurelos a partir de una copia de la carpeta o elija otra publicación; «openssi releases verify» nombra todos esos archivos.",
    ),
    "RELEASE_LEVEL_UNKNOWN": MultilingualText(
        "There is no level “{level}”. Please choose one of: {known}.",
        "Le niveau «\u00a0{level}\u00a0» n’existe pas. Veuillez choisir parmi\u00a0: {known}.",
        "No existe el nivel «{level}». Elija uno de estos: {known}.",
    ),
    "MOMENT_UNFIT": MultilingualText(
        "“{moment}” is no date and no moment. Please write a day (2026-07-01) or a moment with its time zone (2026-07-01T09:00+02:00).",
        "«\u00a0{moment}\u00a0» n’est ni une date ni un instant. Veuillez écrire un jour (2026-07-01) ou un instant avec son fuseau horaire (2026-07-01T09:00+02:00).",
        "«{moment}» no es una fecha ni un momento. Escriba un día (2026-07-01) o un momento con su huso horario (2026-07-01T09:00+02:00).",
    ),
    "EMBARGO_WITHOUT_ZONE": MultilingualText(
        "The embargo “{moment}” does not say in which time zone. Please write it with one: 2026-07-01T09:00+02:00, or 2026-07-01T07:00Z.",
        "L’embargo «\u00a0{moment}\u00a0» ne dit pas dans quel fuseau horaire. Veuillez l’écrire avec le sien\u00a0: 2026-07-01T09:00+02:00, ou 2026-07-01T07:00Z.",
        "El embargo «{moment}» no indica el huso horario. Escríbalo con uno: 2026-07-01T09:00+02:00, o 2026-07-01T07:00Z.",
    ),
    "EMBARGO_IS_OVER": MultilingualText(
        "The embargo “{moment}” would be over already. Please either name a later moment or leave it out.",
        "L’embargo «\u00a0{moment}\u00a0» serait déjà levé. Veuillez soit indiquer un instant ultérieur, soit l’omettre.",
        "El embargo «{moment}» ya habría terminado. Indique un momento posterior u omítalo.",
    ),
    "AS_OF_BEFORE_FIRST": MultilingualText(
        "Nothing was published yet on {moment}. Please ask for {first} or later.",
        "Rien n’était encore publié le {moment}. Veuillez demander le {first} ou plus tard.",
        "El {moment} aún no se había publicado nada. Pida el {first} o una fecha posterior.",
    ),
    "AS_OF_AND_RELEASE": MultilingualText(
        "A date ({moment}) and the release “{release}” cannot be asked for at once. Please leave one of them out.",
        "Une date ({moment}) et la publication «\u00a0{release}\u00a0» ne peuvent pas être demandées à la fois. Veuillez omettre l’une des deux.",
        "No se pueden pedir a la vez una fecha ({moment}) y la publicación «{release}». Omita una de las dos.",
    ),
    "RELEASES_WITHOUT_COMPARISON": MultilingualText(
        "There is only the release “{release}”, and nothing to compare it with. Please release again first, or name two releases.",
        "Il n’y a que la publication «\u00a0{release}\u00a0», et rien à quoi la comparer. Veuillez d’abord publier de nouveau, ou indiquer deux publications.",
        "Solo existe la publicación «{release}» y nada con que compararla. Publique de nuevo primero o indique dos publicaciones.",
    ),
}
