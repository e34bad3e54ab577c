"""NSGA-II sampler of Optuna: prints evaluations, CPU seconds and all objectives of the best trials for each seed. Arguments: PROBLEM POPULATION EVALUATIONS SEEDS."""
import sys
import time
from math import cos, pi, sin, sqrt

import optuna


def zdt1(trial):
    x = [trial.suggest_float(f"x{i}", 0, 1) for i in range(30)]
    g = 1 + 9 * sum(x[1:]) / 29
    return x[0], g * (1 - sqrt(x[0] / g))


def dtlz2(trial):
    x = [trial.suggest_float(f"x{i}", 0, 1) for i in range(12)]
    r = 1 + sum((v - 0.5) ** 2 for v in x[2:])
    a, b = x[0] * pi / 2, x[1] * pi / 2
    return r * cos(a) * cos(b), r * cos(a) * sin(b), r * sin(a)


def main():
    problem, size, evaluations, seeds = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])
    optuna.logging.set_verbosity(optuna.logging.ERROR)
    objectives = 3 if problem == "DTLZ2" else 2
    for seed in range(1, seeds + 1):
        start = time.process_time()
        study = optuna.create_study(directions=["minimize"] * objectives, sampler=optuna.samplers.NSGAIISampler(population_size=size, seed=seed))
        study.optimize(dtlz2 if problem == "DTLZ2" else zdt1, n_trials=evaluations)
        seconds = time.process_time() - start
        print(evaluations, seconds, *(value for trial in study.best_trials for value in trial.values), flush=True)


main()
