"""Optuna, asked and told through lines of text, so that it searches the same problems by the same rules as every other search.

A line `new SAMPLER SEED DIRECTIONS GENE...` begins a study; a gene is NAME:int:LOW:HIGH, NAME:real:LOW:HIGH or NAME:list:COUNT. `ask` is answered by one number a
gene; `tell VALUE...` or `skip` ends that trial.
"""
import sys
import warnings

import optuna

SAMPLERS = {
    "optuna-nsga2": lambda seed: optuna.samplers.NSGAIISampler(population_size=24, seed=seed),
    "optuna-tpe": lambda seed: optuna.samplers.TPESampler(seed=seed),
}


def suggest(trial, gene):
    name, kind, *limits = gene.split(":")
    if kind == "int":
        return trial.suggest_int(name, int(limits[0]), int(limits[1]))
    if kind == "real":
        return trial.suggest_float(name, float(limits[0]), float(limits[1]))
    return trial.suggest_categorical(name, list(range(int(limits[0]))))


def main():
    optuna.logging.set_verbosity(optuna.logging.ERROR)
    warnings.simplefilter("ignore")
    study, genes, trial = None, [], None
    for line in sys.stdin:
        verb, *rest = line.split()
        if verb == "new":
            study = optuna.create_study(directions=["minimize"] * int(rest[2]), sampler=SAMPLERS[rest[0]](int(rest[1])))
            genes = rest[3:]
        elif verb == "ask":
            trial = study.ask()
            print(*(repr(suggest(trial, gene)) for gene in genes), flush=True)
        elif verb == "tell":
            study.tell(trial, [float(value) for value in rest])
        else:
            study.tell(trial, state=optuna.trial.TrialState.FAIL)


main()
