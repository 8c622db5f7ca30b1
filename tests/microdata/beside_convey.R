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

figure <- function(value, variance) structure(value, var = variance, class = "cvystat")
of_survey <- function(x) figure(coef(x)[[1]], as.vector(SE(x))[1]^2)

# Multidimensional poverty as means and ratios of R's survey: convey has it no more.
deprived <- function(name, d, domain) {
  emit(name, "M0", domain, function() of_survey(svymean(~censored, d)))
  emit(name, "H", domain, function() of_survey(svymean(~poor, d)))
  emit(name, "A", domain, function() of_survey(svyratio(~censored, ~poor, d)))
  emit(name, "uncensored_income", domain, function() of_survey(svymean(~low, d)))
  emit(name, "censored_income", domain, function() of_survey(svymean(~ I(low * poor), d)))
  emit(name, "contribution_income", domain, function() of_survey(svyratio(~ I(low * poor / 2), ~censored, d)))
}

# The indices of Sen and of Sen, Shorrocks and Thon put together from what svyfgt and svygini give.
ranked <- function(name, d, fixed) {
  parts <- function(x) list(value = coef(x)[[1]], lin = as.vector(attr(x, "linearized")))
  rate <- parts(svyfgt(~y, d, g = 0, abs_thresh = fixed, linearized = TRUE))
  gap <- parts(svyfgt(~y, d, g = 1, abs_thresh = fixed, linearized = TRUE))
  is_poor <- d$variables$y <= fixed
  of_poor <- parts(svygini(~y, d[is_poor, ], linearized = TRUE))
  of_poor$lin <- replace(numeric(length(is_poor)), is_poor, of_poor$lin)
  of_gaps <- parts(svygini(~gap, update(d, gap = pmax(fixed - y, 0)), linearized = TRUE))
  together <- function(x) figure(x$value, svyrecvar(x$lin / d$prob, d$cluster, d$strata, d$fpc))
  emit(name, "sen_abs10000", "all", function()
    together(contrastinf(quote(H * G + I * (1 - G)), list(H = rate, I = gap, G = of_poor))))
  emit(name, "sst_abs10000", "all", function() together(contrastinf(quote(I * (1 + G)), list(I = gap, G = of_gaps))))
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
  age = eusilc$age, sex = factor(as.character(eusilc$rb090)), hsize = eusilc$hsize,
  group = ifelse(eusilc$db040 == "Vienna", "Vienna", "others")
)
counted <- with(people, (y < 10000) / 2 + (hsize >= 5) / 4 + (age >= 65) / 4)
people <- transform(people, low = as.numeric(y < 10000), poor = as.numeric(counted >= 1 / 2))
people$censored <- counted * people$poor
data(ses)
pay <- data.frame(y = ses$earningsHour, w = ses$weights, sex = factor(as.character(ses$sex)), group = ses$education)
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
in_each <- function(name, d) {
  deprived(name, d, "all")
  for (each in c("Vienna", "others")) deprived(name, subset(d, group == each), each)
}
in_each("deprived", households)
ranked("ranked", convey_prep(households), 10000)
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
