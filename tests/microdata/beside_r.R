# The figures of R's survey and laeken that test_beside_r.py puts beside ours; ends with status 3 where R lacks either.
# In: a folder with villages.csv and pairs.csv. Out, in the same folder: the data of the packages (api*.csv, eusilc.csv,
# ses.csv), replicate weights (weights_*.csv, replicates.csv), calibrated weights (calibrated_*.csv), and figures.csv:
# design, statistic, domain, estimate, standard error, lower and upper limit, degrees of freedom.
if (!all(sapply(c("survey", "laeken"), requireNamespace, quietly = TRUE))) quit(status = 3)
suppressPackageStartupMessages({
  library(survey)
  library(laeken)
})
folder <- commandArgs(trailingOnly = TRUE)[1]
file_of <- function(name) file.path(folder, name)
found <- list()

emit <- function(design, statistic, domain, value, se, low, high, df) {
  number <- function(x) if (length(x) == 1 && is.finite(x)) sprintf("%.17g", as.numeric(x)) else ""
  line <- paste(design, statistic, domain, number(value), number(se), number(low), number(high), number(df), sep = "|")
  found[[length(found) + 1]] <<- line
}

# Figures by name, one row each in `make`'s answer; whatever R refuses has rows without figures.
attempt <- function(design, statistics, domain, make) {
  made <- tryCatch(suppressWarnings(make()), error = function(e) NULL)
  if (is.null(made)) made <- matrix(NA, length(statistics), 5)
  for (row in seq_along(statistics))
    emit(design, statistics[row], domain, made[row, 1], made[row, 2], made[row, 3], made[row, 4], made[row, 5])
}

limits <- function(x, df) cbind(as.vector(coef(x)), as.vector(SE(x)), confint(x, df = df), df)

of_quantiles <- function(s, p, df) {
  q <- svyquantile(~y, s, p, df = df)
  cbind(as.vector(coef(q)), as.vector(SE(q)), confint(q), df)
}

# The limits of a share with linearised errors; R makes those of replicates in another way.
share <- function(s, label, df) {
  category <- as.formula(sprintf("~as.numeric(kind == '%s')", label))
  p <- svymean(category, s)
  has_limits <- coef(p) > 0 && coef(p) < 1 && !inherits(s, "svyrep.design")
  ends <- if (has_limits) attr(svyciprop(category, s, method = "logit", df = df), "ci") else c(NA, NA)
  matrix(c(coef(p), SE(p), ends, df), 1)
}

# The error of a difference by the covariance of the two means; svyby gives none for calibrated weights, where the slope
# of a regression on the group is the same.
difference <- function(d, other, base) {
  pair <- subset(d, group %in% c(base, other))
  means <- tryCatch(svyby(~y, ~group, pair, svymean, covmat = TRUE), error = function(e) NULL)
  if (is.null(means)) {
    slope <- svyglm(as.formula(sprintf("y ~ I(group == '%s')", other)), pair)
    found <- c(coef(slope)[2], SE(slope)[2])
  } else {
    contrast <- svycontrast(means, (names(coef(means)) == other) - (names(coef(means)) == base))
    found <- c(coef(contrast), SE(contrast))
  }
  df <- degf(pair)
  matrix(c(found, found[1] + c(-1, 1) * qt(0.975, df) * found[2], df), 1)
}

QUANTILES <- c(0.25, 0.5, 0.9)

battery <- function(name, d) {
  groups <- sort(unique(as.character(d$variables$group)))
  label <- sort(unique(as.character(d$variables$kind)))[1]
  for (domain in c("all", groups)) {
    s <- if (domain == "all") d else subset(d, group == domain)
    df <- degf(s)
    attempt(name, "mean", domain, function() limits(svymean(~y, s), df))
    attempt(name, c("total", "persons"), domain, function() limits(svytotal(~ y + one, s), df))
    attempt(name, "ratio(y,x)", domain, function() limits(svyratio(~y, ~x, s), df))
    attempt(name, sprintf("proportion(kind=%s)", label), domain, function() share(s, label, df))
    attempt(name, sprintf("quantile(%g)", QUANTILES), domain, function() of_quantiles(s, QUANTILES, df))
  }
  for (other in groups[-1])
    attempt(name, "difference", paste(other, "-", groups[1]), function() difference(d, other, groups[1]))
}

keep_weights <- function(name, r) {
  w <- weights(r, type = "analysis")
  colnames(w) <- paste0("rw", seq_len(ncol(w)))
  write.csv(data.frame(id = r$variables$id, w), file_of(paste0("weights_", name, ".csv")), row.names = FALSE)
  kept <- data.frame(name, sprintf("%.17g", r$scale), paste(sprintf("%.17g", r$rscales), collapse = " "), isTRUE(r$mse), ncol(w))
  write.table(kept, file_of("replicates.csv"), append = TRUE, sep = ",", row.names = FALSE, col.names = FALSE)
}

replicated <- function(name, r) {
  keep_weights(name, r)
  battery(name, r)
}

calibrated_weights <- function(name, d) {
  w <- weights(d, type = "sampling")
  write.csv(data.frame(id = d$variables$id, w), file_of(paste0("calibrated_", name, ".csv")), row.names = FALSE)
  battery(name, d)
}

named <- function(data, y, x, group, kind) {
  data$y <- as.numeric(data[[y]])
  data$x <- as.numeric(data[[x]])
  data$group <- as.character(data[[group]])
  data$kind <- as.character(data[[kind]])
  data$one <- 1
  data$id <- seq_len(nrow(data))
  data
}

policy <- function(name) options(survey.lonely.psu = name)
policy("fail")
set.seed(1)

villages <- named(read.csv(file_of("villages.csv")), "y", "x", "group", "kind")
several <- subset(villages, !(stratum %in% c("d", "e")))
in_pairs <- named(read.csv(file_of("pairs.csv")), "y", "x", "group", "kind")
data(api)
schools <- function(data) named(data, "api00", "api99", "stype", "sch.wide")
apiclus1 <- schools(apiclus1)
apiclus2 <- schools(apiclus2)
apistrat <- schools(apistrat)
data(eusilc)
data(ses)
apisrs <- schools(apisrs)
for (each in c("apiclus1", "apiclus2", "apistrat", "apisrs"))
  write.csv(get(each), file_of(paste0(each, ".csv")), row.names = FALSE)
eusilc$elderly <- ifelse(eusilc$age >= 65, "65+", "0-64")
people <- named(eusilc, "eqIncome", "hsize", "rb090", "elderly")
columns <- c("id", "y", "x", "group", "kind", "db030", "db040", "rb050")
write.csv(people[columns], file_of("eusilc.csv"), row.names = FALSE)
write.csv(ses[c("earningsHour", "sex", "weights", "education")], file_of("ses.csv"), row.names = FALSE)

# Designs
weighted <- svydesign(ids = ~1, weights = ~w, data = several)
plain <- svydesign(ids = ~code, weights = ~w, data = several)
nested <- svydesign(ids = ~psu, strata = ~stratum, weights = ~w, nest = TRUE, data = several)
nested_fpc <- svydesign(ids = ~psu, strata = ~stratum, weights = ~w, fpc = ~psus, nest = TRUE, data = several)
fractions <- svydesign(ids = ~psu, strata = ~stratum, weights = ~w, fpc = ~fraction, nest = TRUE, data = several)
in_two <- function(data)
  svydesign(ids = ~psu + unit, strata = ~stratum, weights = ~w, fpc = ~psus + units, nest = TRUE, data = data)
two_stages <- in_two(several)
battery("simple", svydesign(ids = ~1, weights = ~one, data = several))
battery("weighted", weighted)
battery("stratified", svydesign(ids = ~1, strata = ~stratum, weights = ~w, data = several))
battery("clustered", plain)
battery("nested", nested)
battery("nested fpc", nested_fpc)
battery("nested fraction", fractions)
battery("two stages", two_stages)
battery("zero weights", svydesign(ids = ~psu, strata = ~stratum, weights = ~zero, nest = TRUE, data = several))
lone <- svydesign(ids = ~psu, strata = ~stratum, weights = ~w, nest = TRUE, data = villages)
lone_two <- in_two(villages)
for (each in c("fail", "remove", "certainty", "adjust", "average")) {
  policy(each)
  battery(paste("lone", each), lone)
  if (each != "remove") battery(paste("lone two stages", each), lone_two)
}
policy("fail")
battery("apistrat", svydesign(ids = ~1, strata = ~stype, weights = ~pw, fpc = ~fpc, data = apistrat))
clus1 <- svydesign(ids = ~dnum, weights = ~pw, fpc = ~fpc, data = apiclus1)
battery("apiclus1", clus1)
battery("apiclus2", svydesign(ids = ~dnum + snum, weights = ~pw, fpc = ~fpc1 + fpc2, data = apiclus2))
battery("apiclus2 ultimate", svydesign(ids = ~dnum, weights = ~pw, data = apiclus2))
households <- svydesign(ids = ~db030, strata = ~db040, weights = ~rb050, data = people)
battery("eusilc", households)

# Replicates
two <- svydesign(ids = ~psu, strata = ~stratum, weights = ~w, nest = TRUE, data = in_pairs)
replicated("JK1", as.svrepdesign(plain, type = "JK1"))
replicated("JK1 mse", as.svrepdesign(plain, type = "JK1", mse = TRUE))
replicated("JK1 apiclus1", as.svrepdesign(clus1, type = "JK1"))
replicated("JKn", as.svrepdesign(nested, type = "JKn"))
replicated("JKn mse", as.svrepdesign(nested, type = "JKn", mse = TRUE))
replicated("JKn fpc", as.svrepdesign(nested_fpc, type = "JKn"))
replicated("BRR", as.svrepdesign(two, type = "BRR"))
for (rho in c(0.3, 0.5, 0.9)) replicated(paste("Fay", rho), as.svrepdesign(two, type = "Fay", fay.rho = rho))
replicated("bootstrap", as.svrepdesign(nested_fpc, type = "bootstrap", replicates = 40))
replicated("subbootstrap", as.svrepdesign(nested, type = "subbootstrap", replicates = 40))
replicated("subbootstrap mse", as.svrepdesign(nested, type = "subbootstrap", replicates = 40, mse = TRUE))
factors <- weights(as.svrepdesign(nested, type = "subbootstrap", replicates = 10), type = "replication")
replicated("given factors", svrepdesign(
  data = several, weights = ~w, repweights = factors, combined.weights = FALSE,
  type = "other", scale = 0.2, rscales = (1:10) / 10, mse = TRUE
))

# Known totals
kinds <- data.frame(kind = c("p", "q", "r"), Freq = c(260, 300, 190))
groups <- data.frame(group = c("north", "rare", "south"), Freq = c(400, 30, 320))
of_column <- c("(Intercept)" = 750, kindq = 300, kindr = 190, x = 5600)
of_margins <- c("(Intercept)" = 750, kindq = 300, kindr = 190, grouprare = 30, groupsouth = 320)
strict <- function(d, ...) calibrate(d, ..., epsilon = 1e-12, maxit = 200)
methods <- list(
  "postStratify" = function(d) postStratify(d, ~kind, kinds),
  "rake" = function(d) rake(d, list(~kind, ~group), list(kinds, groups), control = list(maxit = 500, epsilon = 1e-12)),
  "linear" = function(d) strict(d, ~ kind + x, of_column, calfun = "linear"),
  "calibrate raking" = function(d) strict(d, ~ kind + group, of_margins, calfun = "raking"),
  "logit" = function(d) strict(d, ~ kind + x, of_column, calfun = "logit", bounds = c(0.3, 3))
)
designs <- list(nested = nested, JKn = as.svrepdesign(nested, type = "JKn"))
for (method in names(methods)) for (each in c("nested", "JKn"))
  calibrated_weights(paste(method, each), methods[[method]](designs[[each]]))
for (method in c("linear", "rake")) calibrated_weights(paste(method, "weighted"), methods[[method]](weighted))
for (method in c("postStratify", "logit"))
  calibrated_weights(paste(method, "two stages"), methods[[method]](two_stages))
by_type <- data.frame(stype = c("E", "H", "M"), Freq = c(4421, 755, 1018))
calibrated_weights("postStratify apiclus1", postStratify(clus1, ~stype, by_type))

# laeken
laeken_of <- function(name, made, unit = 1) {
  emit("laeken", name, "all", made$value / unit, NA, NA, NA, NA)
  for (row in seq_along(made$valueByStratum$stratum)) {
    value <- made$valueByStratum$value[row] / unit
    emit("laeken", name, as.character(made$valueByStratum$stratum[row]), value, NA, NA, NA, NA)
  }
}
for (by in c("db040", "group")) {
  laeken_of("arpr", arpr("y", weights = "rb050", breakdown = by, data = people), 100)
  laeken_of("arpr_40", arpr("y", weights = "rb050", breakdown = by, p = 0.4, data = people), 100)
  laeken_of("rmpg", rmpg("y", weights = "rb050", breakdown = by, data = people), 100)
  laeken_of("qsr", qsr("y", weights = "rb050", breakdown = by, data = people))
  laeken_of("gini", gini("y", weights = "rb050", breakdown = by, data = people), 100)
}
pay <- function(...) gpg("earningsHour", gender = "sex", weights = "weights", breakdown = "education", data = ses, ...)
laeken_of("gpg", pay())
laeken_of("gpg_median", pay(method = "median"))

writeLines(unlist(found), file_of("figures.csv"))
