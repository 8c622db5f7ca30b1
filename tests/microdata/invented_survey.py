"""A survey of Averlande, a country that does not exist: eight households in two regions."""

from pathlib import Path

HEADER = "id,hh,region,village,sex,age,hsize,income,pension,child_benefit,weight,villages,rw1,rw2"
ROWS = (
    "1,1,North,1,1,40,2,1200,0,100,10,20,20,0",
    "2,1,North,1,2,8,2,1200,0,100,10,20,20,0",
    "3,2,North,1,2,70,1,800,300,0,10,20,20,0",
    "4,3,North,2,1,35,1,2500,0,0,20,20,0,40",
    "5,4,North,2,2,66,1,,250,0,20,20,0,40",
    "6,5,South,3,1,15,2,-50,0,60,30,10,60,0",
    "7,5,South,3,2,45,2,-50,0,60,30,10,60,0",
    "8,6,South,4,2,80,1,900,,0,40,10,0,80",
    "9,7,South,4,1,64,1,3100,0,0,0,10,0,0",
)
DESIGN = """\
country: Averlande
year: 2024
currency: AVL
period: year
welfare: income
weight: weight
strata: region
psu: village
fpc: villages
household: hh
size: hsize
person: id
sex: sex
age: age
age_groups: [15, 65]
region: region
transfers:
  - {column: pension, name: old_age_pension, code: OLD, per: person, period: month}
  - {column: child_benefit, name: family_benefit, code: FAM, per: household, class: social_assistance}
poverty_lines:
  national: 1000
  food: {amount: 50, period: month}
  extreme: {dollars_a_day: 2, vintage: 2017, ppp: 1.5, cpi: 1.2}
"""


def write_survey(folder: Path, rows: tuple[str, ...] = ROWS, header: str = HEADER, name: str = "survey.csv") -> Path:
    path = folder / name
    path.write_text("\n".join((header, *rows)) + "\n", encoding="utf-8")
    return path


def write_design(folder: Path, design: str = DESIGN) -> Path:
    path = folder / "design.yaml"
    path.write_text(design, encoding="utf-8")
    return path


def changed(row: int, column: str, value: str) -> tuple[str, ...]:
    """The rows with one value changed; rows are counted from 1."""
    cells = ROWS[row - 1].split(",")
    cells[HEADER.split(",").index(column)] = value
    return (*ROWS[: row - 1], ",".join(cells), *ROWS[row:])
