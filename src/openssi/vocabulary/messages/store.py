"""Messages of the room `store`."""

from openssi.vocabulary.text import MultilingualText

STORE: dict[str, MultilingualText] = {
    "WORKSPACE_MISSING": MultilingualText(
        "There is no workspace in this folder. Please either name the right folder with --workspace, or make one with “openssi demo” (invented countries) or “openssi load context” (real data).",
        "Il n’y a pas d’espace de travail dans ce dossier. Veuillez soit indiquer le bon dossier avec --workspace, soit en créer un avec « openssi demo » (pays inventés) ou « openssi load context » (données réelles).",
        "En esta carpeta no hay ningún espacio de trabajo. Indique la carpeta correcta con --workspace o cree uno con «openssi demo» (países inventados) u «openssi load context» (datos reales).",
    ),
    "WORKSPACE_FOLDER_NOT_EMPTY": MultilingualText(
        "The folder holds other files, and a workspace is only made in an empty one. Please either name another folder or empty this one.",
        "Le dossier contient d’autres fichiers, or un espace de travail ne se crée que dans un dossier vide. Veuillez soit indiquer un autre dossier, soit vider celui-ci.",
        "La carpeta contiene otros archivos y un espacio de trabajo solo se crea en una carpeta vacía. Indique otra carpeta o vacíe esta.",
    ),
    "WORKSPACE_DAMAGED": MultilingualText(
        "This file of the workspace cannot be read. Please either restore it from a copy, or delete it together with its folder and repeat the step that wrote it.",
        "Ce fichier de l’espace de travail est illisible. Veuillez soit le restaurer à partir d’une copie, soit le supprimer avec son dossier et refaire l’étape qui l’a écrit.",
        "Este archivo del espacio de trabajo no se puede leer. Restáurelo a partir de una copia o bórrelo junto con su carpeta y repita el paso que lo escribió.",
    ),
    "RELEASE_UNKNOWN": MultilingualText(
        "There is no release “{release}”. Please choose one of: {known}.",
        "La publication « {release} » n’existe pas. Veuillez choisir parmi : {known}.",
        "No existe la publicación «{release}». Elija una de estas: {known}.",
    ),
    "RELEASE_EXISTS": MultilingualText(
        "The release “{release}” exists, and a release never changes. Please either choose another --id or leave it out, and the next free number is taken.",
        "La publication « {release} » existe déjà, et une publication ne change jamais. Veuillez soit choisir un autre --id, soit l’omettre : le premier numéro libre sera pris.",
        "La publicación «{release}» ya existe, y una publicación nunca cambia. Elija otro --id u omítalo, y se tomará el siguiente número libre.",
    ),
    "RELEASE_ID_UNFIT": MultilingualText(
        "“{release}” cannot be part of an address. Please use 1 to 40 letters without accents, digits, dots, hyphens and underscores, beginning with a letter or digit.",
        "« {release} » ne peut pas faire partie d’une adresse. Veuillez utiliser de 1 à 40 lettres sans accent, chiffres, points, traits d’union et tirets bas, en commençant par une lettre ou un chiffre.",
        "«{release}» no puede formar parte de una dirección. Use de 1 a 40 letras sin acento, cifras, puntos, guiones y guiones bajos, comenzando por una letra o cifra.",
    ),
    "RELEASE_TAKEN_MEANWHILE": MultilingualText(
        "Another process wrote the release “{release}” at the same time. Nothing is lost: please repeat the command, and the next number is taken.",
        "Un autre processus a écrit la publication « {release} » au même moment. Rien n’est perdu : veuillez relancer la commande, et le numéro suivant sera pris.",
        "Otro proceso escribió la publicación «{release}» al mismo tiempo. No se ha perdido nada: repita el comando y se tomará el número siguiente.",
    ),
    "INVENTORY_ID_UNKNOWN": MultilingualText(
        "{id} is no scheme or benefit of this country. Please choose among: {known}.",
        "{id} n’est ni un régime ni une prestation de ce pays. Veuillez choisir parmi : {known}.",
        "{id} no es ningún régimen ni prestación de este país. Elija entre: {known}.",
    ),
    "INVENTORY_ID_ENDED": MultilingualText(
        "{id} had ended before {date}, and an id is never used again. Please either correct the date or name another id.",
        "{id} avait pris fin avant le {date}, et un identifiant n’est jamais réutilisé. Veuillez soit corriger la date, soit indiquer un autre identifiant.",
        "{id} había terminado antes del {date}, y un identificador nunca se reutiliza. Corrija la fecha o indique otro identificador.",
    ),
    "INVENTORY_ID_FOREIGN": MultilingualText(
        "{id} is no id of {area}. Please write the code of the country and a number: {area}01, or {area}01-01 for a benefit.",
        "{id} n’est pas un identifiant de {area}. Veuillez écrire le code du pays et un numéro : {area}01, ou {area}01-01 pour une prestation.",
        "{id} no es un identificador de {area}. Escriba el código del país y un número: {area}01, o {area}01-01 para una prestación.",
    ),
    "INVENTORY_EVENT_INCOMPLETE": MultilingualText(
        "The event {kind} needs at least {before} ids before it (--from) and {after} after it (--into). Please add what is missing.",
        "L’événement {kind} demande au moins {before} identifiants avant (--from) et {after} après (--into). Veuillez ajouter ce qui manque.",
        "El acontecimiento {kind} necesita al menos {before} identificadores antes (--from) y {after} después (--into). Añada lo que falta.",
    ),
    "INVENTORY_ID_IN_USE": MultilingualText(
        "{id} was reported for {year}, so it cannot begin on {date}. Please either correct the date or take the next free number.",
        "{id} a été déclaré pour {year} et ne peut donc pas commencer le {date}. Veuillez soit corriger la date, soit prendre le prochain numéro libre.",
        "{id} se declaró para {year}, por lo que no puede comenzar el {date}. Corrija la fecha o tome el siguiente número libre.",
    ),
    "INVENTORY_ENDS_TWICE": MultilingualText(
        "The register already lets {id} end on {date}, and what ended cannot end again. Please check the ids; “openssi inventory history” shows what is recorded.",
        "Le registre indique déjà que {id} prend fin le {date}, et ce qui a pris fin ne peut plus prendre fin. Veuillez vérifier les identifiants : « openssi inventory history » montre ce qui est enregistré.",
        "El registro ya indica que {id} termina el {date}, y lo terminado no puede terminar otra vez. Compruebe los identificadores: «openssi inventory history» muestra lo registrado.",
    ),
}
