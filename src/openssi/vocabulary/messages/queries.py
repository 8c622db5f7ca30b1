"""Messages of queries: what is asked of a country about its answers."""

from openssi.vocabulary.text import MultilingualText

QUERIES: dict[str, MultilingualText] = {
    "QUERY_NONE_CHOSEN": MultilingualText(
        "Nothing was chosen to ask about. No query was raised. Please tick at least one finding.",
        "Rien n’a été choisi. Aucune question n’a été préparée. Veuillez cocher au moins un constat.",
        "No se eligió nada sobre lo que preguntar. No se preparó ninguna consulta. Marque al menos una observación.",
    ),
    "QUERY_DUE_UNFIT": MultilingualText(
        "The country is to answer by {due}, and that is no day from {first} to {last}. Nothing was done. Please choose a later day, or for queries that were raised before, withdraw them and raise them again.",
        "Le pays devrait répondre d’ici au {due}, une date qui n’est pas comprise entre le {first} et le {last}. Rien n’a été fait. Veuillez choisir une autre date ou, pour des questions déjà préparées, les retirer et les préparer de nouveau.",
        "El país debería responder a más tardar el {due}, y esa fecha no está entre el {first} y el {last}. No se ha hecho nada. Elija otra fecha o, si las consultas ya estaban preparadas, retírelas y prepárelas de nuevo.",
    ),
    "QUERY_NOT_EXTENDED": MultilingualText(
        "The country would have until {due}, and that is no day from {first} to {last}: more time ends later than before, and not in the past. Nothing was done. Please choose a later day.",
        "Le pays aurait jusqu’au {due}, une date qui n’est pas comprise entre le {first} et le {last} : un délai prolongé finit plus tard que le précédent, et non dans le passé. Rien n’a été fait. Veuillez choisir une date ultérieure.",
        "El país tendría hasta el {due}, y esa fecha no está entre el {first} y el {last}: un plazo ampliado termina después del anterior, y no en el pasado. No se ha hecho nada. Elija una fecha posterior.",
    ),
    "QUERY_DUE_UNREADABLE": MultilingualText(
        "“{text}” is no date that can be read. Nothing was done. Please write the day as 2026-06-30.",
        "« {text} » n’est pas une date lisible. Rien n’a été fait. Veuillez écrire la date sous la forme 2026-06-30.",
        "«{text}» no es una fecha legible. No se ha hecho nada. Escriba la fecha como 2026-06-30.",
    ),
    "QUERY_TEXT_EMPTY": MultilingualText(
        "There is no text. Nothing was saved. Please write what the others are to read.",
        "Il n’y a pas de texte. Rien n’a été enregistré. Veuillez écrire ce que les autres liront.",
        "No hay texto. No se ha guardado nada. Escriba lo que los demás leerán.",
    ),
    "QUERY_NOT_NOW": MultilingualText(
        "The submission is in the state {state}, in which this is not done. Nothing was saved. Please look at the state again: queries are raised under validation and answered while they are open.",
        "La réponse nationale est à l’état {state}, qui ne le permet pas. Rien n’a été enregistré. Veuillez revoir l’état : les questions se préparent pendant la validation et reçoivent une réponse tant qu’elles sont en suspens.",
        "La respuesta nacional está en el estado {state}, en el que esto no se hace. No se ha guardado nada. Vuelva a mirar el estado: las consultas se preparan durante la validación y se responden mientras están abiertas.",
    ),
    "QUERY_CYCLES_OVER": MultilingualText(
        "Queries went to the country {most} times, and more are not asked. Nothing was raised. Please decide with a reason instead.",
        "Des questions ont été envoyées {most} fois au pays ; il n’en est pas posé d’autres. Rien n’a été préparé. Veuillez plutôt décider en donnant un motif.",
        "Se enviaron consultas al país {most} veces y no se hacen más. No se ha preparado nada. Decida en su lugar e indique el motivo.",
    ),
    "QUERY_RAISED_ALREADY": MultilingualText(
        "The same is asked about this cell already (rule {rule}). No query was raised. Please untick it, or write in the thread of the query that is there.",
        "La même chose est déjà demandée sur cette cellule (règle {rule}). Aucune question n’a été préparée. Veuillez la décocher, ou écrire dans le fil de la question existante.",
        "Ya se pregunta lo mismo sobre esta celda (regla {rule}). No se preparó ninguna consulta. Desmárquela o escriba en el hilo de la consulta existente.",
    ),
    "QUERY_NONE_RAISED": MultilingualText(
        "No query waits to be sent. Nothing was sent. Please raise queries first.",
        "Aucune question n’attend d’être envoyée. Rien n’a été envoyé. Veuillez d’abord en préparer.",
        "Ninguna consulta espera ser enviada. No se ha enviado nada. Prepare primero consultas.",
    ),
    "QUERY_CLOSED": MultilingualText(
        "The query stands where this is not done: it was decided, withdrawn, asked again or not sent yet. Nothing was saved. Please open it again to see how it stands.",
        "La question en est à un point où cela ne se fait pas : elle est tranchée, retirée, reposée ou pas encore envoyée. Rien n’a été enregistré. Veuillez la rouvrir pour voir où elle en est.",
        "La consulta está en un punto en que esto no se hace: está decidida, retirada, planteada de nuevo o aún sin enviar. No se ha guardado nada. Ábrala otra vez para ver cómo está.",
    ),
    "QUERY_WITH_COUNTRY": MultilingualText(
        "The country has until {due} to answer and has not answered yet. Nothing was decided. Please wait for the answer, or until the queries have lapsed.",
        "Le pays a jusqu’au {due} pour répondre et ne l’a pas encore fait. Rien n’a été décidé. Veuillez attendre la réponse ou l’expiration du délai.",
        "El país tiene hasta el {due} para responder y aún no lo ha hecho. No se ha decidido nada. Espere la respuesta o el vencimiento del plazo.",
    ),
    "QUERY_ANSWER_CHANGED": MultilingualText(
        "The answer changed while you were looking: you saw version {seen}, and it is now version {version}. Nothing was decided. Please look at the new answer, then decide.",
        "La réponse a changé pendant que vous la regardiez : vous avez vu la version {seen}, c’est maintenant la version {version}. Rien n’a été décidé. Veuillez regarder la nouvelle réponse, puis décider.",
        "La respuesta cambió mientras la miraba: vio la versión {seen} y ahora es la versión {version}. No se ha decidido nada. Mire la nueva respuesta y después decida.",
    ),
    "QUERY_PROPOSAL_MISSING": MultilingualText(
        "A value is to be imputed, and no number is proposed that the cell can hold. Nothing was decided. Please write the number, or decide otherwise.",
        "Une valeur doit être imputée, mais aucun nombre que la cellule puisse contenir n’est proposé. Rien n’a été décidé. Veuillez écrire le nombre ou prendre une autre décision.",
        "Se va a imputar un valor y no se propone ningún número que la celda pueda contener. No se ha decidido nada. Escriba el número o decida otra cosa.",
    ),
}
