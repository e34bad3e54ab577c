"""Optuna, asked and told through lines of text, so that it searches the same problems by the same rules as every other search.

A line `new SAMPLER SEED DIRECTIONS GENE...` begins a study; a gene is NAME:int:LOW:HIGH, NAME:real:LOW:HIGH or NAME:list:COUNT. `ask` is answered by one number a
gene, `ask VALUE...` by those; `tell VALUE...` or `skip` ends that trial.
"""
import json
import sys
import warnings

import optuna
import optuna.samplers._tpe.sampler as tpe

SAMPLERS = {
    "optuna-nsga2": lambda seed: optuna.samplers.NSGAIISampler(population_size=24, seed=seed),
    "optuna-tpe": lambda seed: optuna.samplers.TPESampler(seed=seed),
}


def remember_last(module, name):
    """TPE works out the same split anew for every gene of a trial, and again where a proposal repeats itself: the last one is kept, which changes no proposal."""
    function, last = getattr(module, name), [None, None]

    def remembered(scores, *rest):
        key = repr((scores, rest))
        if last[0] != key:
            last[:] = key, function(scores, *rest)
        return last[1]

    setattr(module, name, remembered)


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
    for name in ("_split_observation_pairs", "_calculate_weights_below_for_multi_objective"):
        if hasattr(tpe, name):
            remember_last(tpe, name)
    study, genes, trial = None, [], None
    for line in sys.stdin:
        verb, *rest = line.split()
        if verb == "new":
            study = optuna.create_study(directions=["minimize"] * int(rest[2]), sampler=SAMPLERS[rest[0]](int(rest[1])))
            genes = rest[3:]
        elif verb == "ask":
            if rest:
                study.enqueue_trial({gene.split(":")[0]: json.loads(value) for gene, value in zip(genes, rest)})
            trial = study.ask()
            print(*(repr(suggest(trial, gene)) for gene in genes), flush=True)
        elif verb == "tell":
            study.tell(trial, [float(value) for value in rest])
        else:
            study.tell(trial, state=optuna.trial.TrialState.FAIL)


main()
