from tests.rooms.fixtures import circle, rings, talk

__all__ = ["circle", "rings", "talk"]
