"""Addresses of the API, under `/api/v1/`."""

from django.urls import path

from expo.api import views

app_name = "api"
urlpatterns = [
    path("openapi.json", views.openapi, name="openapi"),
    path("halls/", views.halls, name="halls"),
    path("halls/<int:pk>/", views.hall, name="hall"),
    path("booths/", views.booths, name="booths"),
    path("booths/<int:pk>/", views.booth, name="booth"),
    path("products/", views.products, name="products"),
    path("products/<int:pk>/", views.product, name="product"),
    path("categories/", views.categories, name="categories"),
]
