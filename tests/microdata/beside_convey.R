# The figures of R's convey that test_beside_convey.py puts beside ours; ends with status 3 where R lacks a package.
# In: a folder with invented.csv. Out, in the same folder: the data of the packages (eusilc.csv, ses.csv),
# replicate weights (weights_*.csv, replicates.csv), and figures.csv: design, measure by our name, domain, estimate,
# standard error; both empty where R refuses the measure.
if (!all(sapply(c("survey", "laeken", "convey"), requireNamespace, quietly = TRUE))) quit(status = 3)
suppressPackageStartupMessages({
  library(survey)
  library(laeken)
  library(convey)
})
folder <- commandArgs(trailingOnly = TRUE)[1]
file_of <- function(name) file.path(folder, name)
found <- list()

emit <- function(design, measure, domain, make) {
  number <- function(x) if (length(x) == 1 && is.finite(x)) sprintf("%.17g", as.numeric(x)) else ""
  made <- tryCatch(suppressWarnings(make()), error = function(e) NULL)
  value <- if (is.null(made)) NA else coef(made)[[1]]
  # What svrVar gives keeps the replicates beside the variance.
  error <- if (is.null(made)) NA else sqrt(as.numeric(as.vector(attr(made, "var")))[1])
  line <- paste(design, measure, domain, number(value), number(error), "", "", "", sep = "|")
  found[[length(found) + 1]] <<- line
}

lines_of <- function(fixed) list(
  list(suffix = sprintf("abs%g", fixed), type_thresh = "abs", abs_thresh = fixed),
  list(suffix = "relq60", type_thresh = "relq", percent = 0.6),
  list(suffix = "relm50", type_thresh = "relm", percent = 0.5)
)

at_lines <- function(name, f, d, p, domain, fixed) {
  for (line in lines_of(fixed)) {
    at <- line[-1]
    for (g in 0:2)
      emit(name, sprintf("fgt%d_%s", g, line$suffix), domain, function() do.call(svyfgt, c(list(f, d, g = g), at)))
    emit(name, paste0("watts_", line$suffix), domain, function() do.call(svywatts, c(list(f, p), at)))
  }
}

battery <- function(name, d, f, domain, fixed) {
  p <- eval(substitute(subset(d, y > 0), list(y = f[[2]])))
  at_lines(name, f, d, p, domain, fixed)
  for (percent in c(60, 40)) {
    share <- percent / 100
    emit(name, paste0("arpt_", percent), domain, function() svyarpt(f, d, percent = share))
    emit(name, paste0("arpr_", percent), domain, function() svyarpr(f, d, percent = share))
    emit(name, paste0("rmpg_", percent), domain, function() svyrmpg(f, d, percent = share))
    emit(name, paste0("poormed_", percent), domain, function() svypoormed(f, d, percent = share))
  }
  emit(name, "arpt_relq100", domain, function() svyiqalpha(f, d, 0.5))
  for (q in c(0.25, 0.9)) emit(name, sprintf("quantile(%g)", q), domain, function() svyiqalpha(f, d, q))
  emit(name, "gini", domain, function() svygini(f, d))
  emit(name, "qsr", domain, function() svyqsr(f, d))
  emit(name, "palma", domain, function() svyqsr(f, d, alpha1 = 0.4, alpha2 = 0.9))
  emit(name, "share_ratio_10_30", domain, function() svyqsr(f, d, alpha1 = 0.3, alpha2 = 0.9))
  for (percent in c(20, 50, 90))
    emit(name, paste0("lorenz_", percent), domain, function() svylorenz(f, d, percent / 100, plot = FALSE))
  for (a in c(-1, 0.5, 2)) emit(name, sprintf("gei_%g", a), domain, function() svygei(f, p, epsilon = a))
  emit(name, "mld", domain, function() svygei(f, p, epsilon = 0))
  emit(name, "theil", domain, function() svygei(f, p, epsilon = 1))
  for (e in c(0.5, 1, 2)) emit(name, sprintf("atkinson_%g", e), domain, function() svyatk(f, p, epsilon = e))
  emit(name, "jdiv", domain, function() svyjdiv(f, p))
  emit(name, "zenga", domain, function() svyzenga(f, p))
  emit(name, "rmir_65", domain, function() svyrmir(f, d, age = ~age))
  emit(name, "gpg", domain, function() svygpg(f, d, ~sex))
}

in_domains <- function(name, d, fixed) {
  battery(name, d, ~y, "all", fixed)
  for (each in sort(unique(as.character(d$variables$group)))) battery(name, subset(d, group == each), ~y, each, fixed)
}

replicated <- function(name, r, fixed) {
  w <- weights(r, type = "analysis")
  colnames(w) <- paste0("rw", seq_len(ncol(w)))
  write.csv(data.frame(id = r$variables$id, w), file_of(paste0("weights_", name, ".csv")), row.names = FALSE)
  kept <- data.frame(name, sprintf("%.17g", r$scale), paste(sprintf("%.17g", r$rscales), collapse = " "), isTRUE(r$mse))
  write.table(kept, file_of("replicates.csv"), append = TRUE, sep = ",", row.names = FALSE, col.names = FALSE)
  in_domains(name, convey_prep(r), fixed)
}

set.seed(1)
invented <- read.csv(file_of("invented.csv"))
# In the order of their weights: svyzenga counts rows of the same income in the order of the file, ours by weight.
invented <- invented[order(invented$w), ]
invented$sex <- factor(invented$sex)
data(eusilc)
people <- data.frame(
  id = seq_len(nrow(eusilc)), y = eusilc$eqIncome, w = eusilc$rb050, stratum = eusilc$db040, psu = eusilc$db030,
  age = eusilc$age, sex = factor(as.character(eusilc$rb090)), group = ifelse(eusilc$db040 == "Vienna", "Vienna", "others")
)
data(ses)
pay <- data.frame(id = seq_len(nrow(ses)), y = ses$earningsHour, w = ses$weights, sex = factor(as.character(ses$sex)), group = ses$education)
write.csv(people, file_of("eusilc.csv"), row.names = FALSE)
write.csv(pay, file_of("ses.csv"), row.names = FALSE)

# Designs
FIXED <- 700
nested_of <- function(rows, ...) svydesign(ids = ~psu, strata = ~stratum, nest = TRUE, data = rows, ...)
nested <- nested_of(invented, weights = ~w)
in_domains("weighted", convey_prep(svydesign(ids = ~1, weights = ~w, data = invented)), FIXED)
in_domains("nested", convey_prep(nested), FIXED)
in_domains("nested fpc", convey_prep(nested_of(invented, weights = ~w, fpc = ~psus)), FIXED)
in_domains("without zero weights", convey_prep(nested_of(subset(invented, zero > 0), weights = ~zero)), FIXED)
battery("zero weights", convey_prep(nested_of(invented, weights = ~zero)), ~y, "all", FIXED)
households <- svydesign(ids = ~psu, strata = ~stratum, weights = ~w, data = people)
in_domains("eusilc", convey_prep(households), 10000)
earners <- convey_prep(svydesign(ids = ~1, weights = ~w, data = pay))
emit("ses", "gpg", "all", function() svygpg(~y, earners, ~sex))
for (each in sort(unique(as.character(pay$group))))
  emit("ses", "gpg", each, function() svygpg(~y, subset(earners, group == each), ~sex))

# Replicates
replicated("JKn", as.svrepdesign(nested, type = "JKn"), FIXED)
replicated("JKn mse", as.svrepdesign(nested, type = "JKn", mse = TRUE), FIXED)
replicated("subbootstrap", as.svrepdesign(nested, type = "subbootstrap", replicates = 30), FIXED)
replicated("bootstrap eusilc", as.svrepdesign(households, type = "bootstrap", replicates = 20), 10000)

writeLines(unlist(found), file_of("figures.csv"))
cat(R.version.string, as.character(packageVersion("survey")), as.character(packageVersion("convey")), "\n")
