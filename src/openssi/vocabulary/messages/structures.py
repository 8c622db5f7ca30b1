"""Messages of the structures that machines ask for."""

from openssi.vocabulary.text import MultilingualText

STRUCTURES: dict[str, MultilingualText] = {
    "PUBLISHED_CODE_TWICE": MultilingualText(
        "“{first}” and “{second}” would both be published as the code {published}, since a code of SDMX holds only letters, digits and _ @ $ -. Please rename one of the two.",
        "« {first} » et « {second} » seraient tous deux publiés sous le code {published}, car un code SDMX ne contient que des lettres, des chiffres et _ @ $ -. Veuillez renommer l’un des deux.",
        "«{first}» y «{second}» se publicarían ambos con el código {published}, ya que un código de SDMX solo contiene letras, cifras y _ @ $ -. Cambie el nombre de uno de los dos.",
    ),
    "SDMX_KIND_NOT_THERE": MultilingualText(
        "Release {release} has nothing of the kind “{kind}”. Please ask for one of: {known}.",
        "La publication {release} n’a rien du type « {kind} ». Veuillez demander l’un de ceux-ci : {known}.",
        "La publicación {release} no tiene nada del tipo «{kind}». Pida uno de estos: {known}.",
    ),
    "SDMX_ARTEFACT_UNKNOWN": MultilingualText(
        "There is no {kind} “{id}” in release {release}. Please choose one of: {known}.",
        "La publication {release} n’a pas de {kind} « {id} ». Veuillez choisir parmi : {known}.",
        "No existe {kind} «{id}» en la publicación {release}. Elija uno de estos: {known}.",
    ),
    "SDMX_ITEM_UNKNOWN": MultilingualText(
        "{id} has no item “{item}”. Please choose one of: {known}.",
        "{id} n’a pas d’élément « {item} ». Veuillez choisir parmi : {known}.",
        "{id} no tiene el elemento «{item}». Elija uno de estos: {known}.",
    ),
}
