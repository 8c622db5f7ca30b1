# Means, totals, quantiles and means by region with R's survey: prints a JSON object of the seconds of the clock and of
# the processor, and of the figures with their errors, of each step.
suppressPackageStartupMessages(library(survey))
persons <- read.csv(commandArgs(trailingOnly = TRUE)[1])
timed <- function(name, make) {
  before <- proc.time()
  made <- make()
  spent <- proc.time() - before
  list(made = made, line = sprintf('"%s": [%.4f, %.4f, [%s]]', name, spent[["elapsed"]], sum(spent[1:2]), told(made)))
}
told <- function(made) {
  if (inherits(made, "survey.design")) return("")
  paste(sprintf("[%.15g, %.15g]", as.vector(coef(made)), as.vector(SE(made))), collapse = ", ")
}
first <- timed("design", function() svydesign(ids = ~psu, strata = ~stratum, weights = ~w, nest = TRUE, data = persons))
design <- first$made
steps <- list(
  first,
  timed("mean", function() svymean(~y, design)),
  timed("total", function() svytotal(~y, design)),
  timed("median", function() svyquantile(~y, design, 0.5)),
  timed("three quantiles", function() svyquantile(~y, design, c(0.1, 0.5, 0.9))),
  timed("mean by region", function() svyby(~y, ~region, design, svymean)),
  timed("median by region", function() svyby(~y, ~region, design, svyquantile, quantiles = 0.5))
)
cat("{", paste(sapply(steps, `[[`, "line"), collapse = ", "), "}\n")
