# Ten measures with convey: prints seconds, then name, estimate and standard error of each, as JSON.
suppressPackageStartupMessages({
  library(survey)
  library(convey)
})
persons <- read.csv(commandArgs(trailingOnly = TRUE)[1])
started <- proc.time()[["elapsed"]]
design <- convey_prep(svydesign(ids = ~psu, strata = ~stratum, weights = ~w, data = persons))
positive <- subset(design, y > 0)
found <- list(
  arpr = svyarpr(~y, design),
  gini = svygini(~y, design),
  qsr = svyqsr(~y, design),
  palma = svyqsr(~y, design, alpha1 = 0.4, alpha2 = 0.1),
  fgt0 = svyfgt(~y, design, g = 0, type_thresh = "relq", thresh = TRUE),
  fgt1 = svyfgt(~y, design, g = 1, type_thresh = "relq", thresh = TRUE),
  fgt2 = svyfgt(~y, design, g = 2, type_thresh = "relq", thresh = TRUE),
  theil = svygei(~y, positive, epsilon = 1),
  atkinson_0.5 = svyatk(~y, positive, epsilon = 0.5),
  atkinson_1 = svyatk(~y, positive, epsilon = 1)
)
seconds <- proc.time()[["elapsed"]] - started
figures <- sprintf('["%s", %.15g, %.15g]', names(found), sapply(found, coef), sapply(found, SE))
cat(sprintf("[%.3f, [%s]]\n", seconds, paste(figures, collapse = ", ")))
