# Ten measures with convey, as JSON: seconds by the clock and of the processor, without and with the making of the
# design, peak memory in GB, then name, estimate and standard error of each.
suppressPackageStartupMessages({
  library(survey)
  library(convey)
})
persons <- read.csv(commandArgs(trailingOnly = TRUE)[1])
clock <- function() {
  now <- proc.time()
  c(now[["elapsed"]], now[["user.self"]] + now[["sys.self"]])
}
started <- clock()
design <- convey_prep(svydesign(ids = ~psu, strata = ~stratum, weights = ~w, data = persons))
designed <- clock()
positive <- subset(design, y > 0)
found <- list(
  arpr = svyarpr(~y, design),
  gini = svygini(~y, design),
  qsr = svyqsr(~y, design),
  palma = svyqsr(~y, design, alpha1 = 0.4, alpha2 = 0.9),
  fgt0 = svyfgt(~y, design, g = 0, type_thresh = "relq", thresh = TRUE),
  fgt1 = svyfgt(~y, design, g = 1, type_thresh = "relq", thresh = TRUE),
  fgt2 = svyfgt(~y, design, g = 2, type_thresh = "relq", thresh = TRUE),
  theil = svygei(~y, positive, epsilon = 1),
  atkinson_0.5 = svyatk(~y, positive, epsilon = 0.5),
  atkinson_1 = svyatk(~y, positive, epsilon = 1)
)
ended <- clock()
status <- readLines("/proc/self/status")
peak <- as.numeric(gsub("[^0-9]", "", grep("^VmHWM", status, value = TRUE))) / 1e6
figures <- sprintf('["%s", %.15g, %.15g]', names(found), sapply(found, coef), sapply(found, SE))
seconds <- c(ended - designed, ended - started)
cat(sprintf("[[%s], %.3f, [%s]]\n", paste(seconds, collapse = ", "), peak, paste(figures, collapse = ", ")))
