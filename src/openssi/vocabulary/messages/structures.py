"""Messages of the structures that machines ask for."""

from openssi.vocabulary.text import MultilingualText

STRUCTURES: dict[str, MultilingualText] = {
    "PUBLISHED_CODE_TWICE": MultilingualText(
        "“{first}” and “{second}” would both be published as the code {published}, since a code of SDMX holds only letters, digits and _ @ $ -. Please rename one of the two.",
        "« {first} » et « {second} » seraient tous deux publiés sous le code {published}, car un code SDMX ne contient que des lettres, des chiffres et _ @ $ -. Veuillez renommer l’un des deux.",
        "«{first}» y «{second}» se publicarían ambos con el código {published}, ya que un código de SDMX solo contiene letras, cifras y _ @ $ -. Cambie el nombre de uno de los dos.",
    ),
}
