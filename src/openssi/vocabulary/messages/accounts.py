"""Messages about people, their roles, passwords and sign-in."""

from openssi.vocabulary.text import MultilingualText

ACCOUNTS: dict[str, MultilingualText] = {
    "PERSON_KNOWN": MultilingualText(
        "Somebody is registered with the address {email} already. Please either give this person a further role with 'openssi person role add', or use another address.",
        "Une personne est déjà enregistrée avec l’adresse {email}. Veuillez soit lui attribuer un rôle supplémentaire avec 'openssi person role add', soit utiliser une autre adresse.",
        "Ya hay una persona registrada con la dirección {email}. Asígnele otra función con 'openssi person role add' o use otra dirección.",
    ),
    "PERSON_UNKNOWN": MultilingualText(
        "Nobody is registered with the address {email}. Please check how it is written; 'openssi person list' shows everybody, and 'openssi person add' registers somebody.",
        "Personne n’est enregistré avec l’adresse {email}. Veuillez en vérifier l’orthographe\u00a0: 'openssi person list' montre tout le monde, et 'openssi person add' enregistre quelqu’un.",
        "No hay nadie registrado con la dirección {email}. Compruebe cómo está escrita: 'openssi person list' muestra a todas las personas y 'openssi person add' registra a una nueva.",
    ),
    "PERSON_CLOSED": MultilingualText(
        "The account of {email} is closed, so that no link would let this person in. Please open it first with 'openssi person open {email}'.",
        "Le compte de {email} est fermé\u00a0: aucun lien ne permettrait à cette personne d’entrer. Veuillez d’abord le rouvrir avec 'openssi person open {email}'.",
        "La cuenta de {email} está cerrada, de modo que ningún enlace le permitiría entrar. Ábrala primero con 'openssi person open {email}'.",
    ),
    "PERSON_NAME_UNFIT": MultilingualText(
        "The name is empty, longer than {longest} characters, or has characters that cannot be shown. Please write it as the person does: it stands beside every answer.",
        "Le nom est vide, dépasse {longest} caractères ou contient des caractères qui ne s’affichent pas. Veuillez l’écrire comme le fait la personne\u00a0: il figure à côté de chaque réponse.",
        "El nombre está vacío, tiene más de {longest} caracteres o contiene caracteres que no se pueden mostrar. Escríbalo como lo hace la persona: figura junto a cada respuesta.",
    ),
    "ADDRESS_UNFIT": MultilingualText(
        "This is not an e-mail address. Please write it in full, such as name@ministry.example.",
        "Ce n’est pas une adresse électronique. Veuillez l’écrire en entier, par exemple nom@ministere.example.",
        "Esto no es una dirección de correo electrónico. Escríbala completa, por ejemplo nombre@ministerio.example.",
    ),
    "ROLE_WITHOUT_COUNTRY": MultilingualText(
        "The role {role} is held for a country, and none is named. Please name it with --area.",
        "Le rôle {role} s’exerce pour un pays, et aucun n’est indiqué. Veuillez l’indiquer avec --area.",
        "La función {role} se ejerce para un país y no se indica ninguno. Indíquelo con --area.",
    ),
    "ROLE_OF_NO_COUNTRY": MultilingualText(
        "The role {role} is held for every country. Please leave out --area.",
        "Le rôle {role} s’exerce pour tous les pays. Veuillez omettre --area.",
        "La función {role} se ejerce para todos los países. Omita --area.",
    ),
    "ROLE_WITHOUT_SCHEME": MultilingualText(
        "The role {role} is held for schemes, and none is named, so that this person would see nothing. Please name each with --scheme, or all of the country with --scheme '*'.",
        "Le rôle {role} s’exerce pour des régimes, et aucun n’est indiqué\u00a0: cette personne ne verrait rien. Veuillez indiquer chacun avec --scheme, ou tous ceux du pays avec --scheme '*'.",
        "La función {role} se ejerce para regímenes y no se indica ninguno, de modo que esta persona no vería nada. Indique cada uno con --scheme, o todos los del país con --scheme '*'.",
    ),
    "ROLE_ENDS_BEFORE_IT_BEGINS": MultilingualText(
        "The role would end on {last}, before it begins on {first}. Please correct one of the two days.",
        "Le rôle prendrait fin le {last}, avant de commencer le {first}. Veuillez corriger l’un des deux jours.",
        "La función terminaría el {last}, antes de empezar el {first}. Corrija uno de los dos días.",
    ),
    "ROLE_HELD": MultilingualText(
        "The person holds the role {role} already, from {first} to {last}. Please end it with 'openssi person role end' before it is given anew.",
        "La personne exerce déjà le rôle {role}, du {first} au {last}. Veuillez y mettre fin avec 'openssi person role end' avant de l’attribuer de nouveau.",
        "La persona ya ejerce la función {role}, del {first} al {last}. Póngale fin con 'openssi person role end' antes de asignarla de nuevo.",
    ),
    "ROLE_NOT_HELD": MultilingualText(
        "The person does not hold the role {role} there. Please choose among: {held}.",
        "La personne n’exerce pas le rôle {role} à cet endroit. Veuillez choisir parmi\u00a0: {held}.",
        "La persona no ejerce la función {role} en ese lugar. Elija entre: {held}.",
    ),
    "PASSWORD_SHORT": MultilingualText(
        "The password has fewer than {shortest} characters. Please choose a longer one, such as four words that do not belong together.",
        "Le mot de passe compte moins de {shortest} caractères. Veuillez en choisir un plus long, par exemple quatre mots sans rapport entre eux.",
        "La contraseña tiene menos de {shortest} caracteres. Elija una más larga, por ejemplo cuatro palabras sin relación entre sí.",
    ),
    "PASSWORD_LONG": MultilingualText(
        "The password has more than {longest} characters. Please choose a shorter one.",
        "Le mot de passe compte plus de {longest} caractères. Veuillez en choisir un plus court.",
        "La contraseña tiene más de {longest} caracteres. Elija una más corta.",
    ),
    "PASSWORD_WEAK": MultilingualText(
        "The password would be among the first that somebody tries: it is made of common words, names, dates or keys that lie side by side. Please add words that have nothing to do with you or your work.",
        "Le mot de passe serait parmi les premiers essayés\u00a0: il se compose de mots courants, de noms, de dates ou de touches voisines. Veuillez y ajouter des mots sans rapport avec vous ni avec votre travail.",
        "La contraseña estaría entre las primeras que alguien probaría: se compone de palabras corrientes, nombres, fechas o teclas contiguas. Añada palabras que no tengan que ver con usted ni con su trabajo.",
    ),
    "PASSWORDS_DIFFER": MultilingualText(
        "The two passwords are not the same. Please type the new one twice.",
        "Les deux mots de passe ne sont pas identiques. Veuillez saisir le nouveau deux fois.",
        "Las dos contraseñas no son iguales. Escriba la nueva dos veces.",
    ),
    "PASSWORD_WRONG": MultilingualText(
        "This is not your current password. Please type it again; if you no longer know it, sign out and ask for a link to set a new one.",
        "Ce n’est pas votre mot de passe actuel. Veuillez le saisir de nouveau\u00a0; si vous ne le connaissez plus, déconnectez-vous et demandez un lien pour en choisir un autre.",
        "Esta no es su contraseña actual. Escríbala de nuevo; si ya no la recuerda, cierre la sesión y pida un enlace para elegir otra.",
    ),
    "SIGN_IN_WRONG": MultilingualText(
        "No account has this address with this password. Please check both; you can have a link sent to set a new password. If it stays so, ask the national coordinator whether your account is open.",
        "Aucun compte ne correspond à cette adresse et à ce mot de passe. Veuillez vérifier les deux\u00a0; vous pouvez demander un lien pour choisir un nouveau mot de passe. Si cela persiste, demandez au coordonnateur national si votre compte est ouvert.",
        "Ninguna cuenta corresponde a esta dirección y esta contraseña. Compruebe ambas; puede pedir un enlace para elegir una nueva contraseña. Si persiste, pregunte a la coordinación nacional si su cuenta está abierta.",
    ),
    "TOO_MANY_TRIES": MultilingualText(
        "There were too many tries in a short time. Please wait five minutes and try again.",
        "Il y a eu trop de tentatives en peu de temps. Veuillez attendre cinq minutes et réessayer.",
        "Hubo demasiados intentos en poco tiempo. Espere cinco minutos y vuelva a intentarlo.",
    ),
    "CODE_WRONG": MultilingualText(
        "This code is not the one that is shown now, or it was used before. Please type the next code of your app; if they never fit, let your phone set its clock by itself, or use a recovery code.",
        "Ce code n’est pas celui qui s’affiche en ce moment, ou il a déjà servi. Veuillez saisir le code suivant de votre application\u00a0; si aucun ne convient, laissez votre téléphone régler son heure automatiquement, ou utilisez un code de secours.",
        "Este código no es el que se muestra ahora o ya se usó. Escriba el siguiente código de su aplicación; si ninguno sirve, deje que su teléfono ajuste la hora automáticamente o use un código de recuperación.",
    ),
    "FIELD_EMPTY": MultilingualText(
        "Nothing is written here. Please fill in this field.",
        "Rien n’est saisi ici. Veuillez remplir ce champ.",
        "Aquí no hay nada escrito. Rellene este campo.",
    ),
    "FIELD_UNREADABLE": MultilingualText(
        "There are characters here that no keyboard makes, or far too many. Please type it anew.",
        "Il y a ici des caractères qu’aucun clavier ne produit, ou beaucoup trop de caractères. Veuillez le saisir de nouveau.",
        "Aquí hay caracteres que ningún teclado produce, o demasiados. Escríbalo de nuevo.",
    ),
    "LINK_OVER": MultilingualText(
        "This link was used before, is older than three days, or was not copied in full. Please ask for a new one.",
        "Ce lien a déjà servi, date de plus de trois jours ou n’a pas été copié en entier. Veuillez en demander un nouveau.",
        "Este enlace ya se usó, tiene más de tres días o no se copió completo. Pida uno nuevo.",
    ),
    "FORM_EXPIRED": MultilingualText(
        "The page was open for too long or your browser keeps no cookies, so that nothing was saved. Please go back, reload the page and send it again.",
        "La page est restée ouverte trop longtemps ou votre navigateur ne conserve pas de cookies\u00a0: rien n’a été enregistré. Veuillez revenir en arrière, recharger la page et envoyer de nouveau.",
        "La página estuvo abierta demasiado tiempo o su navegador no guarda cookies, por lo que no se ha guardado nada. Vuelva atrás, recargue la página y envíela de nuevo.",
    ),
    "WORK_CLOSED": MultilingualText(
        "Nobody can sign in or answer at present, because the database of the site cannot be used ({cause}). What is published can be read. Please tell those who run the site: its folder must be writable, or the database that DATABASE_URL names must be running.",
        "Il est actuellement impossible de se connecter ou de répondre, car la base de données du site est inutilisable ({cause}). Ce qui est publié reste consultable. Veuillez prévenir les responsables du site\u00a0: son dossier doit être accessible en écriture, ou la base désignée par DATABASE_URL doit fonctionner.",
        "Por el momento no se puede iniciar sesión ni responder, porque la base de datos del sitio no se puede usar ({cause}). Lo publicado se puede consultar. Avise a quienes administran el sitio: su carpeta debe admitir escritura o la base que designa DATABASE_URL debe estar en marcha.",
    ),
}
