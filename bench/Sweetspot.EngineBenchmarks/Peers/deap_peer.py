"""NSGA-II or NSGA-III of DEAP: prints evaluations, CPU seconds and all objectives of the last population for each seed. Arguments: PROBLEM POPULATION EVALUATIONS SEEDS KIND."""
import random
import sys
import time
from math import cos, pi, sin

from deap import base, benchmarks, creator, tools
import numpy


def dtlz2(x):
    r = 1 + sum((v - 0.5) ** 2 for v in x[2:])
    a, b = x[0] * pi / 2, x[1] * pi / 2
    return r * cos(a) * cos(b), r * cos(a) * sin(b), r * sin(a)


def main():
    problem, size, evaluations, seeds, kind = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]), sys.argv[5]
    evaluate, genes, objectives = (dtlz2, 12, 3) if problem == "DTLZ2" else (getattr(benchmarks, problem.lower()), 10 if problem in ("ZDT4", "ZDT6") else 30, 2)
    low, high = ([0.0] + [-5.0] * 9, [1.0] + [5.0] * 9) if problem == "ZDT4" else ([0.0] * genes, [1.0] * genes)
    creator.create("Fitness", base.Fitness, weights=(-1.0,) * objectives)
    creator.create("Individual", list, fitness=creator.Fitness)
    for seed in range(1, seeds + 1):
        random.seed(seed)
        numpy.random.seed(seed)
        start = time.process_time()
        box = base.Toolbox()
        box.register("mate", tools.cxSimulatedBinaryBounded, low=low, up=high, eta=15.0)
        box.register("mutate", tools.mutPolynomialBounded, low=low, up=high, eta=20.0, indpb=1.0 / genes)
        if kind == "nsga3":
            box.register("select", tools.selNSGA3, ref_points=tools.uniform_reference_points(objectives, 12))
        else:
            box.register("select", tools.selNSGA2)
        population = [creator.Individual(random.uniform(least, most) for least, most in zip(low, high)) for _ in range(size)]
        for one in population:
            one.fitness.values = evaluate(one)
        done = size
        population = box.select(population, size)
        while done + size <= evaluations:
            parents = population if kind == "nsga3" else tools.selTournamentDCD(population, size)
            children = [creator.Individual(one) for one in parents]
            if kind == "nsga3":
                random.shuffle(children)
            for one, other in zip(children[::2], children[1::2]):
                if random.random() <= 0.9:
                    box.mate(one, other)
                box.mutate(one)
                box.mutate(other)
            for child in children:
                child.fitness.values = evaluate(child)
            done += size
            population = box.select(population + children, size)
        seconds = time.process_time() - start
        print(done, seconds, *(value for one in population for value in one.fitness.values), flush=True)


main()
