"""Messages of computation by SQL, in DuckDB or on Apache Spark."""

from openssi.vocabulary.text import MultilingualText

SPARK: dict[str, MultilingualText] = {
    "SPARK_NOT_INSTALLED": MultilingualText(
        "{package} is not installed, without which nothing can be computed on Spark. Please either install OpenSSI with the extra “spark” or leave --engine out, so that DuckDB computes on this machine.",
        "{package} n’est pas installé, et sans lui rien ne peut être calculé sur Spark. Veuillez soit installer OpenSSI avec l’option « spark », soit omettre --engine, pour que DuckDB calcule sur cette machine.",
        "{package} no está instalado, y sin él no se puede calcular nada en Spark. Instale OpenSSI con el extra «spark» u omita --engine, para que DuckDB calcule en esta máquina.",
    ),
    "SPARK_NO_JAVA": MultilingualText(
        "Spark needs Java 17, and no java is found here. Please either install it and let PATH or JAVA_HOME lead to it, or leave --engine out, so that DuckDB computes on this machine.",
        "Spark a besoin de Java 17, et aucun java n’est trouvé ici. Veuillez soit l’installer et faire en sorte que PATH ou JAVA_HOME y mène, soit omettre --engine, pour que DuckDB calcule sur cette machine.",
        "Spark necesita Java 17, y aquí no se encuentra ningún java. Instálelo y haga que PATH o JAVA_HOME lleve a él, u omita --engine, para que DuckDB calcule en esta máquina.",
    ),
    "SPARK_MASTER_UNFIT": MultilingualText(
        "“{master}” does not say where Spark runs. Please give --master as local[2] for two threads here, spark://host:7077, yarn, or k8s://https://host:443.",
        "« {master} » n’indique pas où Spark s’exécute. Veuillez donner --master sous la forme local[2] pour deux fils ici, spark://host:7077, yarn ou k8s://https://host:443.",
        "«{master}» no indica dónde se ejecuta Spark. Dé --master como local[2] para dos hilos aquí, spark://host:7077, yarn o k8s://https://host:443.",
    ),
    "SPARK_MASTER_SILENT": MultilingualText(
        "Nobody answers at {master}. Please either check that the master runs, that its address is the one that its page shows, and that this machine may reach it, or compute here with --master 'local[*]'.",
        "Personne ne répond à l’adresse {master}. Veuillez soit vérifier que le maître fonctionne, que son adresse est celle que sa page affiche et que cette machine peut l’atteindre, soit calculer ici avec --master 'local[*]'.",
        "Nadie responde en {master}. Compruebe que el maestro funciona, que su dirección es la que muestra su página y que esta máquina puede alcanzarlo, o calcule aquí con --master 'local[*]'.",
    ),
    "SPARK_NOT_STARTED": MultilingualText(
        "Spark could not start: {problem}. Please either check Java and the settings of Spark (SPARK_HOME, JAVA_HOME, spark-defaults.conf), or leave --engine out, so that DuckDB computes on this machine.",
        "Spark n’a pas pu démarrer : {problem}. Veuillez soit vérifier Java et les réglages de Spark (SPARK_HOME, JAVA_HOME, spark-defaults.conf), soit omettre --engine, pour que DuckDB calcule sur cette machine.",
        "Spark no pudo arrancar: {problem}. Revise Java y la configuración de Spark (SPARK_HOME, JAVA_HOME, spark-defaults.conf), u omita --engine, para que DuckDB calcule en esta máquina.",
    ),
    "SPARK_FILE_LOST": MultilingualText(
        "A machine of the cluster cannot read this file: it is not there under the same path, was removed while Spark computed, or is damaged. Please put the files where every machine sees them under one path, and ask again.",
        "Une machine de la grappe ne peut pas lire ce fichier : il ne s’y trouve pas sous le même chemin, a été supprimé pendant que Spark calculait, ou est endommagé. Veuillez placer les fichiers là où chaque machine les voit sous un même chemin, puis redemander.",
        "Una máquina del clúster no puede leer este archivo: no está allí con la misma ruta, se eliminó mientras Spark calculaba o está dañado. Ponga los archivos donde todas las máquinas los vean con una misma ruta y vuelva a pedirlo.",
    ),
    "SPARK_MEMORY": MultilingualText(
        "Spark ran out of memory. Please give more to the driver (SPARK_DRIVER_MEMORY=8g) or to the executors (spark.executor.memory in spark-defaults.conf), or ask for fewer domains at once.",
        "La mémoire de Spark n’a pas suffi. Veuillez en donner davantage au pilote (SPARK_DRIVER_MEMORY=8g) ou aux exécuteurs (spark.executor.memory dans spark-defaults.conf), ou demander moins de domaines à la fois.",
        "A Spark no le bastó la memoria. Dé más al controlador (SPARK_DRIVER_MEMORY=8g) o a los ejecutores (spark.executor.memory en spark-defaults.conf), o pida menos dominios a la vez.",
    ),
    "SPARK_STOPPED": MultilingualText(
        "Spark stopped before it had an answer: {problem}. Please either look at the log of the executors and ask again, or leave --engine out, so that DuckDB computes on this machine.",
        "Spark s’est arrêté avant d’avoir une réponse : {problem}. Veuillez soit consulter le journal des exécuteurs et redemander, soit omettre --engine, pour que DuckDB calcule sur cette machine.",
        "Spark se detuvo antes de tener una respuesta: {problem}. Mire el registro de los ejecutores y vuelva a pedirlo, u omita --engine, para que DuckDB calcule en esta máquina.",
    ),
    "AT_SCALE_MEASURE": MultilingualText(
        "“{value}” compares, at every single income, those below with those above, which SQL does not work out. Please either leave --engine out or choose among the measures that SQL computes: {allowed}.",
        "« {value} » compare, pour chaque revenu, les personnes situées au-dessous à celles situées au-dessus, ce que SQL n’établit pas. Veuillez soit omettre --engine, soit choisir parmi les mesures que SQL calcule : {allowed}.",
        "«{value}» compara, para cada ingreso, a quienes están por debajo con quienes están por encima, lo que SQL no determina. Omita --engine o elija entre las medidas que SQL calcula: {allowed}.",
    ),
    "AT_SCALE_COLUMN": MultilingualText(
        "“{value}” measures another column than welfare, and SQL reads welfare only. Please either leave --engine out or name that column as welfare in a design file of its own.",
        "« {value} » mesure une autre colonne que le bien-être, alors que SQL ne lit que celui-ci. Veuillez soit omettre --engine, soit désigner cette colonne comme bien-être dans un fichier du plan distinct.",
        "«{value}» mide una columna distinta del bienestar, y SQL solo lee este último. Omita --engine o indique esa columna como bienestar en otro archivo del diseño.",
    ),
    "AT_SCALE_INDICATOR": MultilingualText(
        "“{value}” compares poverty or inequality before and after a programme, or with a target group, which SQL does not do. Please either leave --engine out or choose among the indicators that SQL computes: {allowed}.",
        "« {value} » compare la pauvreté ou les inégalités avant et après un programme, ou se rapporte à un groupe cible, ce que SQL ne fait pas. Veuillez soit omettre --engine, soit choisir parmi les indicateurs que SQL calcule : {allowed}.",
        "«{value}» compara la pobreza o la desigualdad antes y después de un programa, o se refiere a un grupo destinatario, lo que SQL no hace. Omita --engine o elija entre los indicadores que SQL calcula: {allowed}.",
    ),
    "AT_SCALE_DESIGN": MultilingualText(
        "The design has “{key}”, from which SQL makes no standard errors. Please either leave --engine out, so that the exact path estimates, or take “{key}” out of the design file.",
        "Le plan de sondage contient « {key} », à partir de quoi SQL n’établit pas d’erreurs types. Veuillez soit omettre --engine, pour que la voie exacte fasse l’estimation, soit retirer « {key} » du fichier du plan.",
        "El diseño contiene «{key}», con lo que SQL no calcula errores estándar. Omita --engine, para que estime la vía exacta, o quite «{key}» del archivo del diseño.",
    ),
    "AT_SCALE_OPTION": MultilingualText(
        "{option} is not computed by SQL. Please either leave it out or leave --engine out.",
        "{option} n’est pas calculé par SQL. Veuillez soit omettre cette option, soit omettre --engine.",
        "{option} no se calcula con SQL. Omita esta opción u omita --engine.",
    ),
}
